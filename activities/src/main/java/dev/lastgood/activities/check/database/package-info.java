/** Checks of what is in a database. */
@NullMarked
package dev.lastgood.activities.check.database;

import org.jspecify.annotations.NullMarked;
