/** The files that a rollback keeps: in a folder, or in anything that speaks S3. */
@NullMarked
package dev.lastgood.history.artifacts;

import org.jspecify.annotations.NullMarked;
