/** The tables in which migration tools keep what they have run: read, and changed as those tools would. */
@NullMarked
package dev.lastgood.activities.database.postgresql.migrations;

import org.jspecify.annotations.NullMarked;
