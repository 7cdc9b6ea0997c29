/** Finds, builds or downloads the programs that Lastgood runs, Temporal and PostgreSQL, and runs them. */
@NullMarked
package dev.lastgood.programs;

import org.jspecify.annotations.NullMarked;
