/** What a rollback will do, computed from the service and the request, before anything is touched. */
@NullMarked
package dev.lastgood.workflows.plan;

import org.jspecify.annotations.NullMarked;
