/** What was decided and done, kept longer than Temporal keeps it. */
@NullMarked
package dev.lastgood.activities.record;

import org.jspecify.annotations.NullMarked;
