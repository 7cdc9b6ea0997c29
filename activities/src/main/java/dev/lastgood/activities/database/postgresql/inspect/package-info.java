/** What is looked at before anything is touched. */
@NullMarked
package dev.lastgood.activities.database.postgresql.inspect;

import org.jspecify.annotations.NullMarked;
