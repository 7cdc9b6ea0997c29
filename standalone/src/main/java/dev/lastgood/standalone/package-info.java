/** All of Lastgood in one process, on embedded parts. */
@NullMarked
package dev.lastgood.standalone;

import org.jspecify.annotations.NullMarked;
