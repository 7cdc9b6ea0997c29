/** The catalog: which services there are and how each is taken back. Loading it is all that others need of here. */
@NullMarked
package dev.lastgood.catalog;

import org.jspecify.annotations.NullMarked;
