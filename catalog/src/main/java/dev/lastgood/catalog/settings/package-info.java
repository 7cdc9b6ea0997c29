/** What stands under an adapter's type: durations, sizes, secret references, and how they bind to the adapter's record. */
@NullMarked
package dev.lastgood.catalog.settings;

import org.jspecify.annotations.NullMarked;
