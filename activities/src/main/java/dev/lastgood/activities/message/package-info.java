/** Telling people, in words from template files. */
@NullMarked
package dev.lastgood.activities.message;

import org.jspecify.annotations.NullMarked;
