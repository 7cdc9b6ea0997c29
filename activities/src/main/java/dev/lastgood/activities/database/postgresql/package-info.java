/** PostgreSQL: backups chosen and verified, restored beside the live database, compared, swapped. */
@NullMarked
package dev.lastgood.activities.database.postgresql;

import org.jspecify.annotations.NullMarked;
