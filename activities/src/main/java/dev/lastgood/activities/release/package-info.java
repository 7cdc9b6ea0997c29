/** Releases and the application that runs them, one class a platform. */
@NullMarked
package dev.lastgood.activities.release;

import org.jspecify.annotations.NullMarked;
