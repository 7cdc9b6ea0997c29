/** Decisions that start nothing: kept on record, and told where people should know. */
@NullMarked
package dev.lastgood.workflows.noted;

import org.jspecify.annotations.NullMarked;
