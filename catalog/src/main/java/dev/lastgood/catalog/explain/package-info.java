/** What would be decided about a saved alert, and why; starts nothing. */
@NullMarked
package dev.lastgood.catalog.explain;

import org.jspecify.annotations.NullMarked;
