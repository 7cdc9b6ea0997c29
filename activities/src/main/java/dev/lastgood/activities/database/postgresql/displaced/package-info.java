/** The databases that restores leave on the server. */
@NullMarked
package dev.lastgood.activities.database.postgresql.displaced;

import org.jspecify.annotations.NullMarked;
