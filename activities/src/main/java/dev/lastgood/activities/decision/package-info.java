/** What decisions are made in the light of, and their record. */
@NullMarked
package dev.lastgood.activities.decision;

import org.jspecify.annotations.NullMarked;
