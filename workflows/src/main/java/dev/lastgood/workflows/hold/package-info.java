/** What keeps services from being rolled back by themselves: a pause, the brake. */
@NullMarked
package dev.lastgood.workflows.hold;

import org.jspecify.annotations.NullMarked;
