/** The incident report: what an engineer reads the day after. */
@NullMarked
package dev.lastgood.history.report;

import org.jspecify.annotations.NullMarked;
