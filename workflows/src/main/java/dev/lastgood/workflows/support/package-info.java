/** What all workflows share: the data converter, failure types, timeouts. */
@NullMarked
package dev.lastgood.workflows.support;

import org.jspecify.annotations.NullMarked;
