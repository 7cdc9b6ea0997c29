package dev.lastgood.activities.database.postgresql.dumps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a plain dump as psql would and passes it on, in constant memory, and refuses what psql would not: an end inside the
 * data (after which psql commits what it has and exits with 0), a command that leads to another database.
 */
public final class PlainDump {
    private static final String MARK = "-- PostgreSQL database dump complete";
    private static final String NAME =
            "((?:\"(?:[^\"]|\"\")*\"|[^\\s.\"(]+)(?:\\.(?:\"(?:[^\"]|\"\")*\"|[^\\s.\"(]+))?)";
    private static final Pattern COPY =
            Pattern.compile("COPY " + NAME + " +(?:\\(.*\\) )?FROM stdin;", Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE = Pattern.compile(
            "CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?" + NAME + " ?\\(.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_DATABASE = Pattern.compile(
            "(CREATE|DROP|ALTER) (DATABASE|ROLE|GROUP|TABLESPACE|SYSTEM|USER(?! MAPPING))\\b.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OLD_STRINGS =
            Pattern.compile("SET standard_conforming_strings = off", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_LINE = 256 * 1024;

    private final OutputStream out;
    private final Predicate<String> unwanted;
    private final SqlLexer lexer = new SqlLexer(this::statement);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Set<String> tables = new TreeSet<>();
    private String copying = "";
    private boolean longLine;
    private boolean complete;
    private boolean anything;

    private PlainDump(OutputStream out, Predicate<String> unwanted) {
        this.out = out;
        this.unwanted = unwanted;
    }

    /**
     * @param unwanted lines between statements that are left out
     * @return the tables that the dump makes, quoted as it quotes them
     * @throws BadDump when it is not whole, or not only of one database
     */
    public static Set<String> read(InputStream in, OutputStream out, Predicate<String> unwanted)
            throws IOException, BadDump {
        PlainDump dump = new PlainDump(out, unwanted);
        byte[] buffer = new byte[64 * 1024];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            dump.portion(buffer, length);
        }
        dump.end();
        return dump.tables;
    }

    private void portion(byte[] bytes, int length) throws IOException, BadDump {
        anything |= length > 0;
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                piece(bytes, from, i + 1);
                endLine();
                from = i + 1;
            }
        }
        piece(bytes, from, length);
    }

    private void piece(byte[] bytes, int from, int to) throws IOException, BadDump {
        if (!copying.isEmpty()) {
            // Only a short line can end the data.
            line.write(bytes, from, Math.min(to - from, Math.max(0, 8 - line.size())));
            out.write(bytes, from, to - from);
            return;
        }
        line.write(bytes, from, to - from);
        if (line.size() > LONGEST_LINE) {
            longLine = true;
            flushSql();
        }
    }

    private void endLine() throws IOException, BadDump {
        if (!copying.isEmpty()) {
            if (text().equals("\\.")) {
                copying = "";
            }
            line.reset();
            return;
        }
        if (!longLine && lexer.betweenStatements() && handled(text())) {
            line.reset();
            return;
        }
        flushSql();
        longLine = false;
    }

    /** Lines that are more than SQL, or less. */
    private boolean handled(String text) throws IOException {
        if (text.startsWith("\\restrict ") || text.startsWith("\\unrestrict ")) {
            // What they guard against is refused here; an older psql does not know them.
            return true;
        }
        if (text.equals(MARK)) {
            complete = true;
            return true;
        }
        Matcher copy = COPY.matcher(text);
        if (copy.matches()) {
            complete = false;
            copying = copy.group(1);
            line.writeTo(out);
            return true;
        }
        return unwanted.test(text);
    }

    private void flushSql() throws IOException, BadDump {
        byte[] bytes = line.toByteArray();
        lexer.read(bytes, 0, bytes.length);
        out.write(bytes);
        line.reset();
    }

    private void statement(String head) throws BadDump {
        complete = false;
        if (OTHER_DATABASE.matcher(head).matches()) {
            throw new BadDump("holds \"" + head.substring(0, Math.min(60, head.length()))
                    + "\", which reaches beyond its database: make it by pg_dump without --create");
        }
        if (head.regionMatches(true, 0, "COPY ", 0, 5)) {
            throw new BadDump(
                    "holds a COPY that pg_dump does not write: " + head.substring(0, Math.min(80, head.length())));
        }
        if (OLD_STRINGS.matcher(head).matches()) {
            throw new BadDump("was made with standard_conforming_strings off, whose quotes can't be followed safely");
        }
        Matcher table = TABLE.matcher(head);
        if (table.matches()) {
            tables.add(table.group(1));
        }
    }

    private void end() throws IOException, BadDump {
        if (line.size() > 0) {
            endLine();
        }
        out.flush();
        if (!anything) {
            throw new BadDump("is empty");
        }
        if (!copying.isEmpty()) {
            throw new BadDump("ends inside the rows of table " + copying + ": the dump was cut short");
        }
        if (!complete) {
            throw new BadDump("has no closing mark (PostgreSQL database dump complete): the dump was cut short");
        }
    }

    private String text() {
        String text = line.toString(StandardCharsets.UTF_8);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
