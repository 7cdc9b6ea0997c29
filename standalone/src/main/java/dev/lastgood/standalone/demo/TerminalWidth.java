package dev.lastgood.standalone.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns the terminal has. */
final class TerminalWidth {
    private static final int UNKNOWN = 100;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ ([1-9]\\d*)");

    private TerminalWidth() {}

    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return columns(said);
        } catch (IOException noSuchProgramOrTerminal) {
            return UNKNOWN;
        }
    }

    static int columns(String sttySize) {
        Matcher size = ROWS_AND_COLUMNS.matcher(sttySize.strip());
        return size.matches() ? Integer.parseInt(size.group(1)) : UNKNOWN;
    }
}
