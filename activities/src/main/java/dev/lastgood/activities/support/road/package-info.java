/** How connections come to a PostgreSQL server: straight to its address, or each through a program of its own. */
@NullMarked
package dev.lastgood.activities.support.road;

import org.jspecify.annotations.NullMarked;
