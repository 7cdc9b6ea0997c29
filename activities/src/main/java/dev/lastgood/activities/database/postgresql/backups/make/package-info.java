/** Backups made: dumped from one snapshot, with a manifest of what was in it, read back, put where backups lie. */
@NullMarked
package dev.lastgood.activities.database.postgresql.backups.make;

import org.jspecify.annotations.NullMarked;
