/** Lastgood beside what people would do instead. */
@NullMarked
package dev.lastgood.bench;

import org.jspecify.annotations.NullMarked;
