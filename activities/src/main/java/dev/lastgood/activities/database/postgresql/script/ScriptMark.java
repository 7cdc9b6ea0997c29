package dev.lastgood.activities.database.postgresql.script;

import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That a script has run, as a line of the database's comment that is written in the script's own transaction: it is there if and
 * only if the script has committed, whoever asks and however often, also after a reset of the workflow.
 */
final class ScriptMark {
    private static final int MOST = 5;

    private final Sql sql;
    private final String prefix;

    ScriptMark(Sql database, String key) {
        this.sql = database;
        this.prefix = "lastgood " + key + " ran ";
    }

    /** Such as {@code rollback-onboarding.sql on 2026-11-21T06:50:00Z}. */
    Optional<String> find() throws SQLException {
        return lines(text(comment()))
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    /** In the script's transaction. */
    void write(String script) throws SQLException {
        String mark =
                prefix + script.replaceAll("\\s+", " ") + " on " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String comment = comment();
        String database = sql.one("SELECT current_database()", row -> row.getString(1));
        String marked = with(text(comment), mark);
        Optional<Ledger> ledger = Ledger.parse(comment);
        new Databases(sql)
                .comment(
                        database,
                        ledger.isPresent() ? ledger.get().comment(marked).text() : marked);
    }

    private @Nullable String comment() throws SQLException {
        String comment = sql.one(
                "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
                        + " WHERE datname = current_database()",
                row -> row.getString(1));
        return comment.isEmpty() ? null : comment;
    }

    /** Beneath a ledger stands what people had written there. */
    private static @Nullable String text(@Nullable String comment) {
        Optional<Ledger> ledger = Ledger.parse(comment);
        return ledger.isPresent() ? ledger.get().comment() : comment;
    }

    private static String with(@Nullable String text, String mark) {
        List<String> marks = lines(text).filter(ScriptMark::isMark).toList();
        List<String> kept = marks.subList(Math.max(0, marks.size() - MOST + 1), marks.size());
        return Stream.of(lines(text).filter(line -> !isMark(line)), kept.stream(), Stream.of(mark))
                .flatMap(it -> it)
                .collect(Collectors.joining("\n"));
    }

    private static boolean isMark(String line) {
        return line.matches("lastgood [0-9a-f]{8} ran .*");
    }

    private static Stream<String> lines(@Nullable String text) {
        return text == null ? Stream.empty() : Arrays.stream(text.split("\n", -1));
    }
}
