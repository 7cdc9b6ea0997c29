/** Which backup: found, verified, made. */
@NullMarked
package dev.lastgood.activities.database.postgresql.backups;

import org.jspecify.annotations.NullMarked;
