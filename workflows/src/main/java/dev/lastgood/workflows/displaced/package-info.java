/** What becomes of the databases that restores leave behind. */
@NullMarked
package dev.lastgood.workflows.displaced;

import org.jspecify.annotations.NullMarked;
