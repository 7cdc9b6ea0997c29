/** The program that runs workflows and activities. */
@NullMarked
package dev.lastgood.worker;

import org.jspecify.annotations.NullMarked;
