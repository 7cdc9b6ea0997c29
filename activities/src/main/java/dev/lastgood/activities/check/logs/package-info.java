/** Checks of what was logged. */
@NullMarked
package dev.lastgood.activities.check.logs;

import org.jspecify.annotations.NullMarked;
