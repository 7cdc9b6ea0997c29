/** Silencing a service's alerts while it is taken back. */
@NullMarked
package dev.lastgood.activities.alerting;

import org.jspecify.annotations.NullMarked;
