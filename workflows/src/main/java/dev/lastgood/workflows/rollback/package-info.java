/** The incident: one durable run that takes one service back. */
@NullMarked
package dev.lastgood.workflows.rollback;

import org.jspecify.annotations.NullMarked;
