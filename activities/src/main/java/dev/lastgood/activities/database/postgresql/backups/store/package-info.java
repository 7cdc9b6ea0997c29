/** Where backups lie: a folder, a server over SSH, a bucket; and the worker's own staging folder. */
@NullMarked
package dev.lastgood.activities.database.postgresql.backups.store;

import org.jspecify.annotations.NullMarked;
