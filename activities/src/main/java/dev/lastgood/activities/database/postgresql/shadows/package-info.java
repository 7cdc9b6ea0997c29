/** What stands ready on the server before anybody needs it, and how a rollback takes it. */
@NullMarked
package dev.lastgood.activities.database.postgresql.shadows;

import org.jspecify.annotations.NullMarked;
