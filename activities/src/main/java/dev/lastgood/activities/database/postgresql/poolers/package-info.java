/** Poolers in front of the server, whose clients wait through a swap instead of seeing it. */
@NullMarked
package dev.lastgood.activities.database.postgresql.poolers;

import org.jspecify.annotations.NullMarked;
