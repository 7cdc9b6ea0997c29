/** What is looked at when a step has failed. */
@NullMarked
package dev.lastgood.activities.diagnosis;

import org.jspecify.annotations.NullMarked;
