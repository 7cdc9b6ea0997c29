/** Verifications: each passes, fails, or is unknown. */
@NullMarked
package dev.lastgood.activities.check;

import org.jspecify.annotations.NullMarked;
