/** The program in front of Temporal: settings, start-up, and what its web parts share. */
@NullMarked
package dev.lastgood.starter;

import org.jspecify.annotations.NullMarked;
