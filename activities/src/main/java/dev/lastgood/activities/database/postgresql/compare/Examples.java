package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A few rows of one table: where they lie is noted while it is compared, what they hold is read afterwards. */
final class Examples {
    private static final int LONGEST = 60;
    private static final String MASKED = "***";

    private final int most;
    private final Patterns masked;
    private final List<String> lost = new ArrayList<>();
    private final List<String> comingBack = new ArrayList<>();
    private final List<String[]> changed = new ArrayList<>();

    /** @param masked columns as schema.table.column, whose values are not shown */
    Examples(int most, Patterns masked) {
        this.most = most;
        this.masked = masked;
    }

    boolean wanted() {
        return most > 0;
    }

    int most() {
        return most;
    }

    void only(boolean inLive, @Nullable String place) {
        List<String> places = inLive ? lost : comingBack;
        if (place != null && places.size() < most) {
            places.add(place);
        }
    }

    void changed(@Nullable String inLive, @Nullable String inBackup) {
        if (inLive != null && inBackup != null && changed.size() < most) {
            changed.add(new String[] {inLive, inBackup});
        }
    }

    /** A line a row, in Markdown. */
    List<String> lines(Sides.Pair sides, Shape shape, RowHashes hashes) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (String place : lost) {
            lines.add("given up: " + row(sides.live(), shape, place));
        }
        for (String place : comingBack) {
            lines.add("comes back: " + row(sides.backup(), shape, place));
        }
        for (String[] places : changed) {
            lines.add("changed: " + change(sides, hashes, places));
        }
        return lines;
    }

    private String row(Sql sql, Shape shape, String place) throws SQLException {
        List<String> names = shape.columns().stream().map(Shape.Column::name).toList();
        List<String> values = values(sql, shape.name(), names, place);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            said.add(names.get(i) + "=" + shown(shape.name(), names.get(i), values.get(i)));
        }
        return String.join(", ", said);
    }

    private String change(Sides.Pair sides, RowHashes hashes, String[] places) throws SQLException {
        List<String> names =
                hashes.columns().stream().map(RowHashes.Column::name).toList();
        List<String> keys = hashes.key().stream().map(RowHashes.Column::name).toList();
        List<String> live = values(sides.live(), hashes.table(), names, places[0]);
        List<String> backup = values(sides.backup(), hashes.table(), names, places[1]);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (keys.contains(name)) {
                said.add(0, name + "=" + shown(hashes.table(), name, live.get(i)));
            } else if (!Objects.equals(live.get(i), backup.get(i))) {
                said.add(name + ": " + shown(hashes.table(), name, live.get(i)) + " in live, "
                        + shown(hashes.table(), name, backup.get(i)) + " in the backup");
            }
        }
        return String.join(", ", said);
    }

    private static List<String> values(Sql sql, String table, List<String> columns, String place) throws SQLException {
        String wanted = columns.stream().map(name -> Sql.quote(name) + "::text").collect(Collectors.joining(", "));
        List<String> values = new ArrayList<>();
        if (!columns.isEmpty()) {
            sql.each("SELECT " + wanted + " FROM ONLY " + table + " WHERE " + Reading.at(place), row -> {
                for (int i = 1; i <= columns.size(); i++) {
                    values.add(row.getString(i));
                }
            });
        }
        return values;
    }

    private String shown(String table, String column, @Nullable String value) {
        if (masked.any(table + "." + column)) {
            return MASKED;
        }
        if (value == null) {
            return "null";
        }
        String line = value.replaceAll("\\s+", " ");
        return "`" + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line).replace('`', '\'') + "`";
    }
}
