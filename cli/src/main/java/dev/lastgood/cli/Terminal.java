package dev.lastgood.cli;

/**
 * What the output goes to.
 *
 * @param inPlace whether lines can be drawn over
 */
record Terminal(boolean inPlace, boolean colours) {
    static Terminal of() {
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(terminal, terminal && System.getenv("NO_COLOR") == null);
    }
}
