/** The waiting part of a decision, which holds no rollback's lock: a veto window, a watch, a question. */
@NullMarked
package dev.lastgood.workflows.triage;

import org.jspecify.annotations.NullMarked;
