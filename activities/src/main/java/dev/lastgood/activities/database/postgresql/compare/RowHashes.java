package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a row becomes a number that is the same on both sides, and by what rows are told apart. The key is the seed of the
 * row's hash, so that values which change places between two rows don't cancel out in a sum. Values that PostgreSQL hashes
 * byte by byte are hashed as they are, all others as text.
 *
 * @param columns what both sides have, in the order of live
 * @param key what tells rows apart; empty: rows without a key are told apart by all that they hold, and counted
 */
record RowHashes(String table, List<Column> columns, List<Column> key, boolean hashesRecords) {
    private static final Set<String> AS_THEY_ARE = Set.of(
            "bool",
            "int2",
            "int4",
            "oid",
            "date",
            "float4",
            "float8",
            "numeric",
            "uuid",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "bytea");
    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");
    /** Their own hash folds 64 bits to 32. */
    private static final Set<String> BY_THEIR_BYTES = Set.of("int8", "timestamp", "timestamptz", "time");

    /** @param type empty where both sides differ, or where it is not one of PostgreSQL's own */
    record Column(String name, String type, boolean integer) {
        String quoted() {
            return Sql.quote(name);
        }

        String text() {
            return quoted() + "::text COLLATE \"C\"";
        }

        private String hashable() {
            if (AS_THEY_ARE.contains(type)) {
                return quoted();
            }
            if (TEXTS.contains(type)) {
                return quoted() + " COLLATE \"C\"";
            }
            return BY_THEIR_BYTES.contains(type)
                    ? type + (type.startsWith("timestamp") || type.equals("time") ? "_" : "") + "send(" + quoted() + ")"
                    : text();
        }

        private String hash(String seed) {
            if (integer) {
                return "hashint8extended(" + quoted() + "::bigint, " + seed + ")";
            }
            return (type.equals("uuid") ? "uuid_hash_extended(" + quoted() : "hashtextextended(" + text()) + ", " + seed
                    + ")";
        }
    }

    static RowHashes of(Shape live, Shape backup, int major) {
        List<Column> columns = new ArrayList<>();
        for (Shape.Column mine : live.columns()) {
            other(backup.columns(), mine).ifPresent(its -> columns.add(common(mine, its)));
        }
        List<Column> key = List.of();
        for (List<Shape.Column> mine : live.keys()) {
            Optional<List<Shape.Column>> its = backup.keys().stream()
                    .filter(it -> backup.keyNames(it).equals(live.keyNames(mine)))
                    .findFirst();
            if (its.isPresent()) {
                key = mine.stream()
                        .map(it -> common(it, other(its.get(), it).orElseThrow()))
                        .toList();
                break;
            }
        }
        return new RowHashes(live.name(), columns, key, major >= 14);
    }

    private static Optional<Shape.Column> other(List<Shape.Column> columns, Shape.Column column) {
        return columns.stream().filter(it -> it.name().equals(column.name())).findFirst();
    }

    private static Column common(Shape.Column mine, Shape.Column its) {
        return new Column(
                mine.name(), mine.type().equals(its.type()) ? mine.type() : "", mine.isInteger() && its.isInteger());
    }

    /** The only column of the key, where it is a whole number: rows can then be found by ranges. */
    @Nullable
    Column number() {
        return key.size() == 1 && key.get(0).integer() ? key.get(0) : null;
    }

    String hash() {
        if (!key.isEmpty()) {
            return record(columns, keyHash("0"));
        }
        // A second round, as the first is linear: without a seed, values that change places would cancel out.
        return hashesRecords
                ? "hash_record_extended(ROW(int8send(" + record(columns, "0") + ")), 0)"
                : record(columns, "0");
    }

    /** Spreads keys evenly; equal keys equally on both sides. Rows without a key: by their first columns. */
    String keyHash(String seed) {
        if (key.isEmpty()) {
            return record(columns.subList(0, Math.min(3, columns.size())), seed);
        }
        String chain = seed;
        for (Column column : key) {
            chain = column.hash(chain);
        }
        return chain;
    }

    /** The key as bytes, whose order no collation changes. */
    String keyBytes() {
        return "convert_to(" + row(key.stream().map(Column::quoted).toList()) + "::text, 'UTF8')";
    }

    private String record(List<Column> of, String seed) {
        return hashesRecords
                ? "hash_record_extended("
                        + row(of.stream().map(Column::hashable).toList()) + ", " + seed + ")"
                : "hashtextextended(" + row(of.stream().map(Column::quoted).toList()) + "::text, " + seed + ")";
    }

    private static String row(List<String> expressions) {
        return expressions.stream().collect(Collectors.joining(", ", "ROW(", ")"));
    }
}
