/** Databases: one port, one class a platform. */
@NullMarked
package dev.lastgood.activities.database;

import org.jspecify.annotations.NullMarked;
