/** The database restore, in two children around the parent's question. */
@NullMarked
package dev.lastgood.workflows.restore;

import org.jspecify.annotations.NullMarked;
