/** The ports: what workflows ask of the world. One record in, one record out; each may run twice. */
@NullMarked
package dev.lastgood.workflows.activities;

import org.jspecify.annotations.NullMarked;
