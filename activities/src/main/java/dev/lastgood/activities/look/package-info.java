@NullMarked
package dev.lastgood.activities.look;

import org.jspecify.annotations.NullMarked;
