/** The times in which nothing is rolled back by itself: cron schedules and iCalendar files. */
@NullMarked
package dev.lastgood.catalog.freezes;

import org.jspecify.annotations.NullMarked;
