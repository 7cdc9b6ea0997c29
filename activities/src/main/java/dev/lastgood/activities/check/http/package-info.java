/** Checks that ask the service itself, once or in several requests. */
@NullMarked
package dev.lastgood.activities.check.http;

import org.jspecify.annotations.NullMarked;
