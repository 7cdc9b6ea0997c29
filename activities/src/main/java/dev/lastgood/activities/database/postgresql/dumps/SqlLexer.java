package dev.lastgood.activities.database.postgresql.dumps;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Follows SQL as psql reads it, byte by byte and across lines, as far as it takes to know what is a statement and what is
 * only text in quotes, a function's body or a comment.
 */
final class SqlLexer {
    private static final int HEAD = 400;
    private static final int LONGEST_TAG = 64;

    private final Statements statements;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final ByteArrayOutputStream tag = new ByteArrayOutputStream();
    private State state = State.PLAIN;
    private byte[] closing = new byte[0];
    private int matched;
    private int depth;
    private int previous;
    private int beforePrevious;
    private boolean markerEnded;

    private enum State {
        PLAIN,
        TEXT,
        ESCAPED_TEXT,
        IDENTIFIER,
        TAG,
        BODY,
        LINE_COMMENT,
        BLOCK_COMMENT
    }

    /** What is found. */
    interface Statements {
        /** @param head its first 400 bytes with single spaces */
        void statement(String head) throws BadDump;
    }

    SqlLexer(Statements statements) {
        this.statements = statements;
    }

    /** Nothing of a statement has been read yet. */
    boolean betweenStatements() {
        return (state == State.PLAIN || state == State.LINE_COMMENT) && head.size() == 0;
    }

    void read(byte[] bytes, int from, int to) throws BadDump {
        for (int i = from; i < to; i++) {
            int c = bytes[i];
            switch (state) {
                case PLAIN -> plain(c);
                case TEXT, IDENTIFIER -> quoted(c, state == State.TEXT ? '\'' : '"');
                case ESCAPED_TEXT -> escaped(c);
                case TAG -> tag(c);
                case BODY -> body(c);
                case LINE_COMMENT -> state = c == '\n' ? State.PLAIN : state;
                case BLOCK_COMMENT -> comment(c);
            }
            beforePrevious = previous;
            previous = markerEnded ? 0 : c;
            markerEnded = false;
        }
    }

    private void plain(int c) throws BadDump {
        switch (c) {
            case '\\' ->
                throw new BadDump("holds a psql command outside of its data, which may lead anywhere"
                        + " (as \\connect to the live database)");
            case ';' -> {
                statements.statement(head.toString(StandardCharsets.UTF_8));
                head.reset();
            }
            case '\'' -> state = isEscape() ? State.ESCAPED_TEXT : State.TEXT;
            case '"' -> state = State.IDENTIFIER;
            case '$' -> {
                if (!isWord(previous)) {
                    tag.reset();
                    state = State.TAG;
                }
            }
            case '-' -> state = previous == '-' ? beginComment(State.LINE_COMMENT) : state;
            case '*' -> state = previous == '/' ? beginComment(State.BLOCK_COMMENT) : state;
            default -> {}
        }
        if (state != State.LINE_COMMENT && state != State.BLOCK_COMMENT && c != ';') {
            remember(c);
        }
    }

    /** Takes the first byte of the marker out of the head again. */
    private State beginComment(State comment) {
        byte[] kept = head.toByteArray();
        head.reset();
        head.write(kept, 0, Math.max(0, kept.length - 1));
        depth = 1;
        markerEnded = true;
        return comment;
    }

    private void quoted(int c, char quote) {
        // A doubled quote leaves and enters again, which comes to the same.
        state = c == quote ? State.PLAIN : state;
        remember(c);
    }

    private void escaped(int c) {
        if (previous == '\\' && matched == 0) {
            matched = 1;
        } else {
            matched = 0;
            state = c == '\'' ? State.PLAIN : state;
        }
    }

    private void tag(int c) throws BadDump {
        if (c == '$') {
            closing = ("$" + tag.toString(StandardCharsets.ISO_8859_1) + "$").getBytes(StandardCharsets.ISO_8859_1);
            matched = 0;
            state = State.BODY;
        } else if (isWord(c) && !(tag.size() == 0 && c >= '0' && c <= '9') && tag.size() < LONGEST_TAG) {
            tag.write(c);
        } else {
            state = State.PLAIN;
            plain(c);
        }
    }

    private void body(int c) {
        matched = c == closing[matched] ? matched + 1 : c == '$' ? 1 : 0;
        if (matched == closing.length) {
            matched = 0;
            state = State.PLAIN;
        }
    }

    private void comment(int c) {
        if (previous == '*' && c == '/') {
            depth--;
            markerEnded = true;
            state = depth == 0 ? State.PLAIN : state;
        } else if (previous == '/' && c == '*') {
            depth++;
            markerEnded = true;
        }
    }

    private void remember(int c) {
        boolean space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (head.size() >= HEAD || space && (head.size() == 0 || isSpace(previous))) {
            return;
        }
        head.write(space ? ' ' : c);
    }

    private boolean isEscape() {
        return (previous == 'E' || previous == 'e') && !isWord(beforePrevious);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    private static boolean isWord(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c < 0;
    }
}
