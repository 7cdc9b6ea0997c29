/** Checks of numbers: Prometheus's answers, and the service's own metrics page. */
@NullMarked
package dev.lastgood.activities.check.metrics;

import org.jspecify.annotations.NullMarked;
