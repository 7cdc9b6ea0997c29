package dev.lastgood.activities.database.postgresql.dumps;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A plain dump as a sequence of statements and of tables' rows, in constant memory. Accepts what pg_dump writes; the rest is
 * refused by its line, above all psql's commands, which could lead to another database or run a program. An end inside the
 * rows, after which psql would commit what it has and exit with 0, is refused too.
 */
public final class DumpReader {
    private static final String MARK = "-- PostgreSQL database dump complete";
    private static final Pattern VERSION = Pattern.compile("-- Dumped from database version (\\d+).*");
    private static final Pattern RESTRICT = Pattern.compile("\\\\(un)?restrict [A-Za-z0-9]+");
    private static final Pattern ENCODING =
            Pattern.compile("SET client_encoding = '?(\\w+)'?", Pattern.CASE_INSENSITIVE);
    private static final Pattern COPY = Pattern.compile(
            "(?<to>COPY (?<table>" + Statement.TABLE + ") *(?:\\(.*\\) +)?FROM stdin)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final DumpInput input;
    private final SqlLexer lexer = new SqlLexer();
    private Charset charset = StandardCharsets.UTF_8;
    private String encoding = "UTF8";
    private int major;
    private boolean anything;
    private boolean complete;
    private @Nullable Rows rows;

    public DumpReader(InputStream in) {
        this.input = new DumpInput(in);
    }

    /** Exactly one of the two is there. */
    public record Event(
            @Nullable Statement statement, @Nullable Rows rows) {}

    /** Of the server that was dumped; 0 while unknown. */
    public int major() {
        return major;
    }

    /** @return null at the end of a whole dump. The rows of the event before must have been read. */
    public @Nullable Event next() throws IOException, BadDump {
        if (rows != null) {
            throw new IllegalStateException("the rows of " + rows.table() + " were not read");
        }
        long line = input.line();
        try {
            while (input.peek() >= 0) {
                anything = true;
                if (lexer.betweenStatements()) {
                    line = input.line();
                    if (input.atLineStart() && isWholeLine()) {
                        continue;
                    }
                }
                if (lexer.read(input.read())) {
                    Event event = event(line);
                    lexer.next();
                    if (event != null) {
                        return event;
                    }
                }
            }
        } catch (BadDump e) {
            throw e.inLine(line);
        }
        requireWhole();
        return null;
    }

    /** Lines that are more than SQL, or less. */
    private boolean isWholeLine() throws IOException, BadDump {
        if (input.startsWith("--")) {
            String comment = input.restOfLine();
            complete |= comment.equals(MARK);
            Matcher version = VERSION.matcher(comment);
            major = version.matches() ? Integer.parseInt(version.group(1)) : major;
            return true;
        }
        if (input.startsWith("\\")) {
            String command = input.restOfLine();
            if (!RESTRICT.matcher(command).matches()) {
                throw new BadDump("holds the psql command " + Statement.shown(command)
                        + ", which may lead anywhere (as \\connect to the live database)");
            }
            // What they guard against is refused here.
            return true;
        }
        return false;
    }

    private @Nullable Event event(long line) throws IOException, BadDump {
        complete = false;
        String head = lexer.head();
        if (head.regionMatches(true, 0, "COPY ", 0, 5)) {
            return new Event(null, rows(line, head));
        }
        Matcher set = ENCODING.matcher(head);
        if (set.matches()) {
            // The driver speaks UTF-8 only: the statements are translated here, the rows by the server.
            encoding = set.group(1);
            charset = Encodings.charset(encoding);
            return null;
        }
        Statement.Kind kind = Statement.kindOf(head);
        return new Event(new Statement(line, kind, head, Encodings.decode(lexer.text(), charset)), null);
    }

    private Rows rows(long line, String head) throws IOException, BadDump {
        Matcher copy = COPY.matcher(Encodings.decode(lexer.text(), charset).replaceFirst(";$", ""));
        if (!copy.matches()) {
            throw new BadDump("holds a COPY that pg_dump does not write: " + Statement.shown(head));
        }
        if (input.read() != '\n') {
            throw new BadDump("has more than a line end (\\n) behind \"" + Statement.shown(head)
                    + "\": a dump's lines must not be changed, as some transfers in text mode do");
        }
        Rows started = new Rows(
                line,
                copy.group("table"),
                charset.equals(StandardCharsets.UTF_8) && !encoding.equalsIgnoreCase("SQL_ASCII")
                        ? copy.group("to")
                        : copy.group("to") + " WITH (ENCODING '" + encoding + "')");
        rows = started;
        return started;
    }

    private void requireWhole() throws BadDump {
        if (!anything) {
            throw new BadDump("is empty");
        }
        if (!complete || !lexer.betweenStatements()) {
            throw new BadDump("has no closing mark (PostgreSQL database dump complete): the dump was cut short");
        }
    }

    /** The rows of one table, in COPY's text format. */
    public final class Rows {
        /** How large a target {@link #read} needs. */
        public static final int CHUNK = DumpInput.SIZE;

        private final long line;
        private final String table;
        private final String copy;

        private Rows(long line, String table, String copy) {
            this.line = line;
            this.table = table;
            this.copy = copy;
        }

        public long line() {
            return line;
        }

        /** Quoted as the dump quotes it. */
        public String table() {
            return table;
        }

        /** The statement that takes them. */
        public String copy() {
            return copy;
        }

        /** @return how many bytes of whole rows, or of one that is {@link #goesOn() larger}; 0 when there are no more */
        public int read(byte[] target) throws IOException, BadDump {
            int length = input.rows(target);
            if (length < 0) {
                throw new BadDump("ends inside the rows of table " + table + ": the dump was cut short").inLine(line);
            }
            if (length == 0) {
                rows = null;
            }
            return length;
        }

        /** What was read last is a part of a row, of which more comes. */
        public boolean goesOn() {
            return !input.atLineStart();
        }

        /** The line of the dump that is read next. */
        public long at() {
            return input.line();
        }
    }
}
