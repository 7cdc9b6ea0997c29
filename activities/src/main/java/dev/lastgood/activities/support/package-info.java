/** How adapters reach the world: HTTP, programs, PostgreSQL, health; and how what they quote is cleaned of secrets. */
@NullMarked
package dev.lastgood.activities.support;

import org.jspecify.annotations.NullMarked;
