/** The restore of a database beside the runbook's own commands. */
@NullMarked
package dev.lastgood.bench.restore;

import org.jspecify.annotations.NullMarked;
