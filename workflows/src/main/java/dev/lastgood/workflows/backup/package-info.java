/** Backups made on request, each a workflow of its own. */
@NullMarked
package dev.lastgood.workflows.backup;

import org.jspecify.annotations.NullMarked;
