/** Checks of what others raise alarms about. */
@NullMarked
package dev.lastgood.activities.check.alerts;

import org.jspecify.annotations.NullMarked;
