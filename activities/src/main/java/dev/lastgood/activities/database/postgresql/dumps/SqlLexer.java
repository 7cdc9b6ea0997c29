package dev.lastgood.activities.database.postgresql.dumps;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Follows SQL as psql reads it, byte by byte, as far as it takes to know where a statement ends, and what is only text in
 * quotes, a function's body or a comment.
 */
final class SqlLexer {
    private static final int HEAD = 2000;
    private static final int LONGEST_TAG = 64;
    private static final int LONGEST_STATEMENT = 32 * 1024 * 1024;

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final ByteArrayOutputStream tag = new ByteArrayOutputStream();
    private final Nesting nesting = new Nesting();
    private State state = State.PLAIN;
    private byte[] closing = new byte[0];
    private int matched;
    private int comments;
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

    /** Nothing of a statement has been read yet. */
    boolean betweenStatements() {
        return (state == State.PLAIN || state == State.LINE_COMMENT) && head.size() == 0;
    }

    /** The statement's first 2000 bytes, without comments and with single spaces. */
    String head() {
        return head.toString(StandardCharsets.UTF_8);
    }

    byte[] text() {
        return text.toByteArray();
    }

    void next() {
        text.reset();
        head.reset();
        nesting.reset();
    }

    /** @return whether this byte ended a statement, which {@link #next} then forgets */
    boolean read(int c) throws BadDump {
        boolean ended = false;
        switch (state) {
            case PLAIN -> ended = plain(c);
            case TEXT -> quoted(c, '\'');
            case IDENTIFIER -> quoted(c, '"');
            case ESCAPED_TEXT -> escaped(c);
            case TAG -> ended = tag(c);
            case BODY -> body(c);
            case LINE_COMMENT -> state = c == '\n' ? State.PLAIN : state;
            case BLOCK_COMMENT -> comment(c);
        }
        if (head.size() > 0) {
            keep(c);
        }
        beforePrevious = previous;
        previous = markerEnded ? 0 : c;
        markerEnded = false;
        return ended;
    }

    private void keep(int c) throws BadDump {
        text.write(c);
        if (text.size() > LONGEST_STATEMENT) {
            throw new BadDump("holds a statement of more than 32 MB, which is more than is kept in memory:"
                    + " rows belong in COPY, as pg_dump writes them without --inserts");
        }
    }

    private boolean plain(int c) throws BadDump {
        nesting.read(c);
        if (c == ';' && !nesting.isOpen()) {
            return true;
        }
        switch (c) {
            case '\\' ->
                throw new BadDump("holds a psql command outside of its data, which may lead anywhere"
                        + " (as \\connect to the live database)");
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
        if (state != State.LINE_COMMENT && state != State.BLOCK_COMMENT) {
            remember(c);
        }
        return false;
    }

    /** Takes the first byte of the marker out of the head again. */
    private State beginComment(State comment) {
        byte[] kept = head.toByteArray();
        head.reset();
        head.write(kept, 0, Math.max(0, kept.length - (kept.length < HEAD ? 1 : 0)));
        if (head.size() == 0) {
            text.reset();
        }
        comments = 1;
        markerEnded = true;
        return comment;
    }

    private void quoted(int c, char quote) {
        // A doubled quote leaves and enters again, which comes to the same.
        state = c == quote ? State.PLAIN : state;
        if (head.size() < HEAD) {
            head.write(c);
        }
    }

    private void escaped(int c) {
        if (previous == '\\' && matched == 0) {
            matched = 1;
        } else {
            matched = 0;
            state = c == '\'' ? State.PLAIN : state;
        }
    }

    private boolean tag(int c) throws BadDump {
        if (c == '$') {
            closing = ("$" + tag.toString(StandardCharsets.ISO_8859_1) + "$").getBytes(StandardCharsets.ISO_8859_1);
            matched = 0;
            state = State.BODY;
        } else if (isWord(c) && !(tag.size() == 0 && c >= '0' && c <= '9') && tag.size() < LONGEST_TAG) {
            tag.write(c);
        } else {
            state = State.PLAIN;
            return plain(c);
        }
        return false;
    }

    private void body(int c) {
        matched = c == (closing[matched] & 0xff) ? matched + 1 : c == '$' ? 1 : 0;
        if (matched == closing.length) {
            matched = 0;
            state = State.PLAIN;
        }
    }

    private void comment(int c) {
        if (previous == '*' && c == '/') {
            comments--;
            markerEnded = true;
            state = comments == 0 ? State.PLAIN : state;
        } else if (previous == '/' && c == '*') {
            comments++;
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

    static boolean isWord(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c >= 0x80;
    }
}
