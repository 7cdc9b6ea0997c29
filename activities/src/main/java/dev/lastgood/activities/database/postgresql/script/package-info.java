/** Reverse scripts: read, rehearsed on a copy, and run on the live database in one transaction. */
@NullMarked
package dev.lastgood.activities.database.postgresql.script;

import org.jspecify.annotations.NullMarked;
