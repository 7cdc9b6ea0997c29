/** How programs outside talk to rollbacks: the starter, and the command when it goes straight to Temporal. */
@NullMarked
package dev.lastgood.workflows.client;

import org.jspecify.annotations.NullMarked;
