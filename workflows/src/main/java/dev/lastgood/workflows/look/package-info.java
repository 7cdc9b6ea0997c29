@NullMarked
package dev.lastgood.workflows.look;

import org.jspecify.annotations.NullMarked;
