/** The {@code lastgood} command. */
@NullMarked
package dev.lastgood.cli;

import org.jspecify.annotations.NullMarked;
