/** Alertmanager's webhook, and what it makes of each alert. */
@NullMarked
package dev.lastgood.starter.webhook;

import org.jspecify.annotations.NullMarked;
