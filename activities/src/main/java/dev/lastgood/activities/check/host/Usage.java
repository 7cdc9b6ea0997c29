package dev.lastgood.activities.check.host;

import org.jspecify.annotations.Nullable;

/**
 * What somebody uses; null where nobody knows.
 *
 * @param cpu of one processor: 1 is all of it
 * @param bytes of memory
 * @param share of the memory that there is, or that it may have: 1 is all of it
 */
record Usage(
        String who,
        @Nullable Double cpu,
        @Nullable Long bytes,
        @Nullable Double share) {

    /** Nobody of that name runs. */
    static final class Gone extends Exception {
        Gone(String message) {
            super(message);
        }
    }
}
