/** What all capabilities share: adapters found by their type, settings bound to their records, failures without secrets. */
@NullMarked
package dev.lastgood.activities;

import org.jspecify.annotations.NullMarked;
