package dev.lastgood.workflows.decision;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One matcher in Alertmanager's syntax: {@code name="value"}, {@code !=}, {@code =~}, {@code !~}; regular expressions are
 * anchored, and a label that is not there counts as empty.
 * (https://prometheus.io/docs/alerting/latest/configuration/#matcher)
 */
public record Matcher(String label, String operator, String value) {
    /** A label may hold UTF-8 when it is quoted. */
    private static final Pattern FORM = Pattern.compile(
            "\\s*(?:([a-zA-Z_:][a-zA-Z0-9_:]*)|\"((?:[^\"\\\\]|\\\\.)*)\")\\s*(=~|!~|!=|=)\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\"{}!=~,\\\\'`\\s][^\"{},]*?))?\\s*");

    private static final Pattern ESCAPED = Pattern.compile("\\\\([n\"\\\\])");

    /** @throws IllegalArgumentException when it is none, saying what is expected */
    public static Matcher parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no matcher; write one such as severity=~\"critical|P0\"");
        }
        String label = form.group(1) == null ? unquoted(form.group(2)) : form.group(1);
        String quoted = form.group(4);
        String bare = form.group(5);
        String value = quoted != null ? unquoted(quoted) : bare == null ? "" : bare;
        String operator = form.group(3);
        if (operator.endsWith("~")) {
            try {
                Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "'" + text + "': " + value + " is no regular expression: " + e.getDescription(), e);
            }
        }
        return new Matcher(label, operator, value);
    }

    public boolean matches(Map<String, String> labels) {
        String found = labels.getOrDefault(label, "");
        return switch (operator) {
            case "=" -> found.equals(value);
            case "!=" -> !found.equals(value);
            case "=~" -> Pattern.compile(value).matcher(found).matches();
            default -> !Pattern.compile(value).matcher(found).matches();
        };
    }

    /** As it is parsed: {@code severity=~"critical|P0"}. */
    @Override
    public String toString() {
        String name = label.matches("[a-zA-Z_:][a-zA-Z0-9_:]*") ? label : quoted(label);
        return name + operator + quoted(value);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** A backslash before anything but these stands for itself, as in Alertmanager. */
    private static String unquoted(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(it ->
                        java.util.regex.Matcher.quoteReplacement(it.group(1).equals("n") ? "\n" : it.group(1)));
    }
}
