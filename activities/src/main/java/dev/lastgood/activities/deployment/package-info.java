/** What the watch of a deployment needs of the history and of Temporal. */
@NullMarked
package dev.lastgood.activities.deployment;

import org.jspecify.annotations.NullMarked;
