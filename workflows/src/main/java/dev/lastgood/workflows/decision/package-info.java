/** Whether an alert, or a deployment that went bad, rolls a service back: pure, and in words. */
@NullMarked
package dev.lastgood.workflows.decision;

import org.jspecify.annotations.NullMarked;
