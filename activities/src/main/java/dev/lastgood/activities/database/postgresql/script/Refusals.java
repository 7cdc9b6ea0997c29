package dev.lastgood.activities.database.postgresql.script;

import dev.lastgood.activities.database.postgresql.script.Statements.Problem;
import dev.lastgood.activities.database.postgresql.script.Statements.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What can't be part of one transaction, found before anything is tried. */
final class Refusals {
    private static final Map<Pattern, String> PATTERNS = new LinkedHashMap<>();

    static {
        refuse(
                "(BEGIN|START TRANSACTION|COMMIT|END|ABORT|ROLLBACK(?! (WORK |TRANSACTION )?TO )|PREPARE TRANSACTION)\\b.*",
                "begins or ends a transaction, but the whole script is one already: take it out");
        refuse(
                "(CREATE (UNIQUE )?INDEX|DROP INDEX|REINDEX\\b.*) ?CONCURRENTLY\\b.*|REINDEX \\(.*CONCURRENTLY.*",
                "can't run in a transaction: leave CONCURRENTLY out (it locks its table then), or run it by hand afterwards");
        refuse("ALTER TABLE .* DETACH PARTITION .* CONCURRENTLY", "can't run in a transaction: leave CONCURRENTLY out");
        refuse("VACUUM\\b.*", "can't run in a transaction: run it by hand afterwards");
        refuse(
                "(CREATE|DROP) (DATABASE|TABLESPACE)\\b.*|ALTER DATABASE .* SET TABLESPACE\\b.*|ALTER SYSTEM\\b.*",
                "can't run in a transaction, and reaches beyond this database");
        refuse(
                "REINDEX (\\(.*\\) )?(DATABASE|SYSTEM|SCHEMA)\\b.*",
                "can't run in a transaction: name indexes or tables");
        refuse("CLUSTER( VERBOSE| \\(.*\\))?", "can't run in a transaction without a table: name it");
        refuse("(CREATE|ALTER|DROP) SUBSCRIPTION\\b.*", "can't run in a transaction: run it by hand");
        refuse("DISCARD ALL", "can't run in a transaction");
        refuse(
                "COPY\\b.* (FROM STDIN|TO STDOUT)\\b.*",
                "needs psql, which sends the rows: write them as INSERT statements");
        refuse("COPY\\b.* (FROM|TO) PROGRAM\\b.*", "starts a program on the server, which nothing takes back");
        refuse(
                "SET (SESSION |LOCAL )?STANDARD_CONFORMING_STRINGS\\b.*",
                "changes how quotes are read, so that they can't be followed safely");
    }

    private Refusals() {}

    private static void refuse(String pattern, String why) {
        PATTERNS.put(Pattern.compile(pattern), why);
    }

    static List<Problem> of(List<Statement> statements) {
        List<Problem> problems = new ArrayList<>();
        for (Statement statement : statements) {
            PATTERNS.forEach((pattern, why) -> {
                if (pattern.matcher(statement.bare()).matches()) {
                    problems.add(new Problem(statement.line(), Script.shown(statement) + " " + why));
                }
            });
        }
        return problems;
    }

    /** A script that is one transaction by its own words means what is done anyway: the words are left out. */
    static List<Statement> withoutFrame(List<Statement> statements) {
        int last = statements.size() - 1;
        boolean framed = last > 0
                && statements.get(0).bare().matches("BEGIN( WORK| TRANSACTION)?|START TRANSACTION")
                && statements.get(last).bare().matches("(COMMIT|END)( WORK| TRANSACTION)?");
        return framed ? statements.subList(1, last) : statements;
    }
}
