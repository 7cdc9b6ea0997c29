package dev.lastgood.programs;

import org.jspecify.annotations.Nullable;

/** A program that is missing, too old, or failed. The message is meant for people: what, where it was looked for, and what to do. */
public final class ProgramException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProgramException(String message) {
        super(message);
    }

    ProgramException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
