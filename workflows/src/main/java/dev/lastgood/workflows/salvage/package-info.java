/** Putting back what a restore gave up. */
@NullMarked
package dev.lastgood.workflows.salvage;

import org.jspecify.annotations.NullMarked;
