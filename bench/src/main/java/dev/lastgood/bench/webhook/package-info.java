/** The webhook under load, beside a plain hook that runs a script. */
@NullMarked
package dev.lastgood.bench.webhook;

import org.jspecify.annotations.NullMarked;
