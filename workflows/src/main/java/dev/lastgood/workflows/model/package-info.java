/** The words of the domain, as records that cross Temporal: what is under care, why it goes back, what was found. */
@NullMarked
package dev.lastgood.workflows.model;

import org.jspecify.annotations.NullMarked;
