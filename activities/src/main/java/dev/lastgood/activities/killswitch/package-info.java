/** Keeping users out. */
@NullMarked
package dev.lastgood.activities.killswitch;

import org.jspecify.annotations.NullMarked;
