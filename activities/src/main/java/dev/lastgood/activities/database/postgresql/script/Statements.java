package dev.lastgood.activities.database.postgresql.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts a script into statements as psql does, and finds what only psql understands. */
final class Statements {
    private static final Pattern ROUTINE = Pattern.compile("CREATE( OR REPLACE)? (FUNCTION|PROCEDURE) .*");

    private final String text;
    private final List<Statement> found = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final StringBuilder bare = new StringBuilder();
    private int at;
    private int line = 1;
    private int start = -1;
    private int startLine;
    private int parentheses;
    private int bodies;

    private Statements(String text) {
        this.text = text;
    }

    /**
     * @param line where it begins, from 1
     * @param text as it stands, without the semicolon
     * @param bare in upper case with single spaces, without comments, and with nothing in its quotes
     */
    record Statement(int line, String text, String bare) {}

    record Problem(int line, String what) {
        String words() {
            return "line " + line + ": " + what;
        }
    }

    record Cut(List<Statement> statements, List<Problem> problems) {}

    static Cut of(String text) {
        Statements statements = new Statements(text);
        while (statements.at < text.length()) {
            statements.next();
        }
        statements.end();
        return new Cut(List.copyOf(statements.found), List.copyOf(statements.problems));
    }

    private void next() {
        char c = text.charAt(at);
        if (text.startsWith("--", at)) {
            skipTo(indexOf("\n", at));
            gap();
        } else if (text.startsWith("/*", at)) {
            comment();
            gap();
        } else if (Character.isWhitespace(c)) {
            skipTo(at + 1);
            gap();
        } else if (c == '\\') {
            int end = indexOf("\n", at);
            problems.add(new Problem(
                    line, "\"" + text.substring(at, end).strip() + "\" is a command of psql, not SQL: take it out"));
            skipTo(end);
        } else if (c == ';' && parentheses == 0 && bodies == 0) {
            end();
            skipTo(at + 1);
        } else {
            part(c);
        }
    }

    private void part(char c) {
        if (start < 0) {
            start = at;
            startLine = line;
        }
        if (c == '\'') {
            boolean escapes = at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e') && !isWordBefore(2);
            quoted('\'', escapes, "''");
        } else if (c == '"') {
            quoted('"', false, "\"\"");
        } else if (c == '$' && !isWordBefore(1) && tagEnd() > 0) {
            String tag = text.substring(at, tagEnd());
            int close = text.indexOf(tag, at + tag.length());
            bare.append("''");
            closeAt(close < 0 ? -1 : close + tag.length(), "a text that " + tag + " begins");
        } else if (isWord(c)) {
            word();
        } else {
            parentheses += c == '(' ? 1 : c == ')' && parentheses > 0 ? -1 : 0;
            bare.append(c);
            skipTo(at + 1);
        }
    }

    private void word() {
        int end = at;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end).toUpperCase(Locale.ROOT);
        // A body in SQL has semicolons of its own.
        if (word.equals("ATOMIC")
                && bare.toString().endsWith("BEGIN ")
                && ROUTINE.matcher(bare).matches()) {
            bodies = 1;
        } else if (bodies > 0) {
            bodies += word.equals("CASE") ? 1 : word.equals("END") ? -1 : 0;
        }
        bare.append(word);
        skipTo(end);
    }

    private void quoted(char quote, boolean escapes, String empty) {
        bare.append(empty);
        int i = at + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i++;
            } else if (c == quote && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i++;
            } else if (c == quote) {
                break;
            }
            i++;
        }
        closeAt(i < text.length() ? i + 1 : -1, quote == '"' ? "a name in quotes" : "a text in quotes");
    }

    private void closeAt(int end, String what) {
        if (end < 0) {
            problems.add(new Problem(line, what + " has no end"));
        }
        skipTo(end < 0 ? text.length() : end);
    }

    private void comment() {
        int depth = 0;
        int begun = line;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                skipTo(at + 2);
            } else if (text.startsWith("*/", at)) {
                depth--;
                skipTo(at + 2);
                if (depth == 0) {
                    return;
                }
            } else {
                skipTo(at + 1);
            }
        }
        problems.add(new Problem(begun, "a comment has no end"));
    }

    private void end() {
        if (start >= 0) {
            found.add(new Statement(
                    startLine,
                    text.substring(start, at).strip(),
                    bare.toString().strip()));
        }
        start = -1;
        bare.setLength(0);
        parentheses = 0;
        bodies = 0;
    }

    private void gap() {
        if (bare.length() > 0 && bare.charAt(bare.length() - 1) != ' ') {
            bare.append(' ');
        }
    }

    private void skipTo(int end) {
        for (int i = at; i < end; i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        at = end;
    }

    private int indexOf(String what, int from) {
        int found = text.indexOf(what, from);
        return found < 0 ? text.length() : found;
    }

    /** Behind the tag of a dollar quote that begins here; -1 where none does. */
    private int tagEnd() {
        int end = at + 1;
        while (end < text.length() && isWord(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        boolean digit = end > at + 1 && Character.isDigit(text.charAt(at + 1));
        return end < text.length() && text.charAt(end) == '$' && !digit ? end + 1 : -1;
    }

    private boolean isWordBefore(int back) {
        return at >= back && isWord(text.charAt(at - back));
    }

    private static boolean isWord(char c) {
        return c == '_' || c == '$' || Character.isLetterOrDigit(c) || c > 127;
    }
}
