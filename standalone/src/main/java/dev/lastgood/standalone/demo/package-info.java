/** The demo: a bad release, an alert, and the way back, on real parts. */
@NullMarked
package dev.lastgood.standalone.demo;

import org.jspecify.annotations.NullMarked;
