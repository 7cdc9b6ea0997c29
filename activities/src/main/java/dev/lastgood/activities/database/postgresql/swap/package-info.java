/** The exchange of two databases by name. */
@NullMarked
package dev.lastgood.activities.database.postgresql.swap;

import org.jspecify.annotations.NullMarked;
