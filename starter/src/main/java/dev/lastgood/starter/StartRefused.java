package dev.lastgood.starter;

import org.springframework.boot.ExitCodeGenerator;

/** The settings or the catalog are wrong: nothing is started. The message is all that a person needs. */
public final class StartRefused extends RuntimeException implements ExitCodeGenerator {
    private static final long serialVersionUID = 1L;

    public StartRefused(String message) {
        super(message);
    }

    @Override
    public int getExitCode() {
        return 2;
    }
}
