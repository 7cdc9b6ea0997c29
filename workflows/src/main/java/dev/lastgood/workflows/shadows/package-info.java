/** What is made ready before anybody needs it: warm shadows and restore points. */
@NullMarked
package dev.lastgood.workflows.shadows;

import org.jspecify.annotations.NullMarked;
