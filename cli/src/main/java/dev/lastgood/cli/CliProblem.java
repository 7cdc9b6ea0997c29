package dev.lastgood.cli;

/** A sentence for the person at the terminal, and the exit code that goes with it. */
final class CliProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exit;

    CliProblem(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    int exit() {
        return exit;
    }
}
