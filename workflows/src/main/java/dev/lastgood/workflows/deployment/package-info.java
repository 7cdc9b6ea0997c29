/** A new release is watched, and judged. */
@NullMarked
package dev.lastgood.workflows.deployment;

import org.jspecify.annotations.NullMarked;
