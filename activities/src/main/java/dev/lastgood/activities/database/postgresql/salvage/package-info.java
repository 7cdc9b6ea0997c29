/** The rows that a restore gave up: as files, and back into live. */
@NullMarked
package dev.lastgood.activities.database.postgresql.salvage;

import org.jspecify.annotations.NullMarked;
