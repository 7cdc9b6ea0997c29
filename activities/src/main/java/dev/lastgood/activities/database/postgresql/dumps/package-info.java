/** Dump files: read, verified, and fed to the client programs. */
@NullMarked
package dev.lastgood.activities.database.postgresql.dumps;

import org.jspecify.annotations.NullMarked;
