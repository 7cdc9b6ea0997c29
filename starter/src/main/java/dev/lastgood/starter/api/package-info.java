/** The REST API for people, pages and the command. */
@NullMarked
package dev.lastgood.starter.api;

import org.jspecify.annotations.NullMarked;
