/** Table by table, what the restore gives up and brings back. */
@NullMarked
package dev.lastgood.activities.database.postgresql.compare;

import org.jspecify.annotations.NullMarked;
