/** A service's Prometheus rules. */
@NullMarked
package dev.lastgood.catalog.rules;

import org.jspecify.annotations.NullMarked;
