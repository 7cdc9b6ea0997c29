/** The restore beside the live database. */
@NullMarked
package dev.lastgood.activities.database.postgresql.load;

import org.jspecify.annotations.NullMarked;
