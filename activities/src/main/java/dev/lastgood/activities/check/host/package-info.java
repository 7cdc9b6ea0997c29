/** Checks of what processes and containers use. */
@NullMarked
package dev.lastgood.activities.check.host;

import org.jspecify.annotations.NullMarked;
