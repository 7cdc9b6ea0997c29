package dev.lastgood.activities.database.postgresql.dumps;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plain dump read to its end, so that what a restore would find is known before. */
public final class PlainDump {
    private static final Pattern TABLE = Pattern.compile(
            "CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(" + Statement.TABLE + ") ?\\(.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private PlainDump() {}

    /**
     * @return the tables that the dump makes, quoted as it quotes them
     * @throws BadDump when it is not whole, or holds what pg_dump does not write
     */
    public static Set<String> read(InputStream in) throws IOException, BadDump {
        DumpReader reader = new DumpReader(in);
        Set<String> tables = new TreeSet<>();
        byte[] chunk = new byte[DumpReader.Rows.CHUNK];
        for (DumpReader.Event event = reader.next(); event != null; event = reader.next()) {
            Statement statement = event.statement();
            DumpReader.Rows rows = event.rows();
            if (rows != null) {
                while (rows.read(chunk) > 0) {
                    // Only its end is of interest.
                }
            } else if (statement != null) {
                Matcher table = TABLE.matcher(statement.head());
                if (table.matches()) {
                    tables.add(table.group(1));
                }
            }
        }
        return tables;
    }
}
