/** What was decided and done, kept longer than Temporal keeps it. */
@NullMarked
package dev.lastgood.history;

import org.jspecify.annotations.NullMarked;
