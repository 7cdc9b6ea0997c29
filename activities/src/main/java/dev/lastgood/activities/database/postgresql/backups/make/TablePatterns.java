package dev.lastgood.activities.database.postgresql.backups.make;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables that pg_dump's {@code --table} would take: {@code public.visits}, {@code sales.*}; without a schema, in any. */
final class TablePatterns {
    private static final String MATCHING = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind = 'r' AND n.nspname LIKE ? AND c.relname LIKE ?";

    private TablePatterns() {}

    static List<String> matching(Sql sql, List<String> patterns) throws SQLException {
        List<String> tables = new ArrayList<>();
        for (String pattern : patterns) {
            List<String> parts = parts(pattern);
            String schema = parts.size() > 1 ? parts.get(0) : "%";
            tables.addAll(sql.strings(MATCHING, schema, parts.get(parts.size() - 1)));
        }
        return tables;
    }

    /** As LIKE takes them: unquoted names are in lower case, with * and ? as in a shell. */
    private static List<String> parts(String pattern) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : pattern.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (!quoted && c == '*') {
                part.append('%');
            } else if (!quoted && c == '?') {
                part.append('_');
            } else {
                if (c == '%' || c == '_' || c == '\\') {
                    part.append('\\');
                }
                part.append(quoted ? c : Character.toLowerCase(c));
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
