/** From the YAML file to services: lines, merging, validation. */
@NullMarked
package dev.lastgood.catalog.file;

import org.jspecify.annotations.NullMarked;
