/** The JSON Schema of the catalog, made from the records that it binds to. */
@NullMarked
package dev.lastgood.catalog.schema;

import org.jspecify.annotations.NullMarked;
