/** What is kept before anything changes it. */
@NullMarked
package dev.lastgood.activities.evidence;

import org.jspecify.annotations.NullMarked;
