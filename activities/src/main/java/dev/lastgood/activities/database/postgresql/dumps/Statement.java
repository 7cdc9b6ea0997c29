package dev.lastgood.activities.database.postgresql.dumps;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement of a plain dump.
 *
 * @param line the line of the dump that it begins in
 * @param head its first 2000 bytes, without comments and with single spaces
 * @param sql all of it, with its semicolon
 */
public record Statement(long line, Kind kind, String head, String sql) {
    private static final int SHOWN = 80;

    /** What a statement of pg_dump's is to a restore. */
    public enum Kind {
        /** Holds for the session. */
        SETTING,
        /** Removes what an empty database does not have (pg_dump --clean). */
        CLEAN,
        /** An index or a key: several may be built side by side. */
        INDEX,
        FOREIGN_KEY,
        EVENT_TRIGGER,
        SUBSCRIPTION,
        /** Figures for the planner, which ANALYZE makes anew. */
        STATISTICS,
        BEGIN,
        COMMIT,
        OTHER
    }

    private static final String NAME = "(?:\"(?:[^\"]++|\"\")*+\"|[^\\s.\"(;]++)";
    /** A table as pg_dump writes it, quoted where it must be. */
    static final String TABLE = NAME + "(?:\\." + NAME + ")?";

    private static final Pattern BEYOND = pattern("(CREATE|DROP|ALTER|COMMENT ON|SECURITY LABEL (FOR \\S+ )?ON)"
            + " (DATABASE|ROLE|GROUP|TABLESPACE|SYSTEM|USER(?! MAPPING))\\b.*"
            + "|(GRANT|REVOKE) [A-Z ,]+ ON (DATABASE|TABLESPACE|PARAMETER)\\b.*|(GRANT|REVOKE) (?!.* ON ).*");
    private static final Pattern OLD_STRINGS = pattern("SET standard_conforming_strings = '?off.*");
    private static final Pattern SETTING = pattern("(SET|RESET) .*|SELECT pg_catalog\\.set_config\\(.*");
    private static final Pattern CLEAN = pattern("DROP .*|ALTER TABLE .* DROP (CONSTRAINT|DEFAULT|IDENTITY)\\b.*");
    private static final Pattern INDEX = pattern("CREATE (UNIQUE )?INDEX " + NAME + " ON (ONLY )?(?<a>" + TABLE + ") .*"
            + "|ALTER TABLE ONLY (?<b>" + TABLE + ") ADD CONSTRAINT " + NAME + " (PRIMARY KEY|UNIQUE) .*");
    private static final Pattern FOREIGN_KEY = pattern("ALTER TABLE ONLY (?<a>" + TABLE + ") ADD CONSTRAINT " + NAME
            + " FOREIGN KEY .*? REFERENCES (?<b>" + TABLE + ")\\(.*");
    private static final Pattern EVENT_TRIGGER = pattern("(CREATE|ALTER|COMMENT ON) EVENT TRIGGER .*");
    private static final Pattern SUBSCRIPTION =
            pattern("(CREATE|ALTER|COMMENT ON|SECURITY LABEL (FOR \\S+ )?ON) SUBSCRIPTION .*");
    private static final Pattern STATISTICS = pattern("SELECT \\* FROM pg_catalog\\.pg_restore_\\w+_stats\\(.*");
    private static final Pattern BEGIN = pattern("BEGIN");
    private static final Pattern COMMIT = pattern("COMMIT");
    private static final Pattern OTHER = pattern("(CREATE|ALTER|COMMENT ON|GRANT|REVOKE|SECURITY LABEL|INSERT INTO"
            + "|REFRESH MATERIALIZED VIEW) .*"
            + "|SELECT pg_catalog\\.(setval|lo_create|lo_open|lowrite|lo_close|lo_unlink)\\(.*");

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** @throws BadDump for what pg_dump does not write, or what reaches beyond the database */
    static Kind kindOf(String head) throws BadDump {
        if (BEYOND.matcher(head).matches()) {
            throw new BadDump("holds \"" + shown(head)
                    + "\", which reaches beyond its database: make it by pg_dump without --create");
        }
        if (OLD_STRINGS.matcher(head).matches()) {
            throw new BadDump("was made with standard_conforming_strings off, whose quotes can't be followed safely");
        }
        for (Kind kind : Kind.values()) {
            if (patternOf(kind).matcher(head).matches()) {
                return kind;
            }
        }
        throw new BadDump("holds \"" + shown(head) + "\", which pg_dump does not write");
    }

    private static Pattern patternOf(Kind kind) {
        return switch (kind) {
            case SETTING -> SETTING;
            case CLEAN -> CLEAN;
            case INDEX -> INDEX;
            case FOREIGN_KEY -> FOREIGN_KEY;
            case EVENT_TRIGGER -> EVENT_TRIGGER;
            case SUBSCRIPTION -> SUBSCRIPTION;
            case STATISTICS -> STATISTICS;
            case BEGIN -> BEGIN;
            case COMMIT -> COMMIT;
            case OTHER -> OTHER;
        };
    }

    /** The tables that an index or a foreign key locks. */
    public java.util.Set<String> locks() {
        Matcher matcher = patternOf(kind).matcher(head);
        java.util.Set<String> tables = new java.util.TreeSet<>();
        if ((kind == Kind.INDEX || kind == Kind.FOREIGN_KEY) && matcher.matches()) {
            for (String group : java.util.List.of("a", "b")) {
                String table = matcher.group(group);
                if (table != null) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }

    /** For people. */
    public String shown() {
        return shown(head);
    }

    static String shown(String head) {
        return head.length() <= SHOWN ? head : head.substring(0, SHOWN) + " …";
    }
}
