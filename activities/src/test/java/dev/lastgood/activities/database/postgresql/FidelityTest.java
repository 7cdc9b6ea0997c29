package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Shadow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A database with something of everything, restored once from a plain dump and looked at from all sides. */
@Tag("R10")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FidelityTest {
    Patient patient;
    Shadow shadow;
    String owner;

    @BeforeAll
    void aRestoredShop(@TempDir Path folder) throws Exception {
        patient = new Patient(folder);
        owner = "owner_" + patient.rollback.key();
        patient.run(patient.name, things(owner).toArray(String[]::new));
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.run(patient.name, "SELECT setval('orders_id_seq', 7777)", "TRUNCATE fired");
        shadow = patient.restore(backup);
    }

    @AfterAll
    void end() throws Exception {
        patient.run(patient.name, "ALTER SUBSCRIPTION feed SET (slot_name = NONE)", "DROP SUBSCRIPTION feed");
        patient.activities().dropShadow(patient.query());
        patient.close();
        patient.run("postgres", "DROP ROLE " + owner);
    }

    private static List<String> things(String owner) {
        return List.of(
                "CREATE ROLE " + owner,
                "CREATE SCHEMA \"odd $$ \"\" schéma\nname\" AUTHORIZATION " + owner,
                "ALTER DEFAULT PRIVILEGES FOR ROLE " + owner + " IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
                "ALTER TABLE visits OWNER TO " + owner,
                "GRANT SELECT (name), UPDATE ON customers TO " + owner + " WITH GRANT OPTION",
                "REVOKE EXECUTE ON FUNCTION twice FROM PUBLIC",
                "CREATE EXTENSION IF NOT EXISTS plpgsql",
                "COMMENT ON TABLE orders IS E'it''s; $$ \\\\connect x\n-- all; \"of\" it'",
                "COMMENT ON COLUMN orders.item IS 'what'",
                "CREATE TABLE \"odd $$ \"\" schéma\nname\".\"" + "é".repeat(31) + "x\" (\"c\nd\" text)",
                "INSERT INTO \"odd $$ \"\" schéma\nname\".\"" + "é".repeat(31)
                        + "x\" VALUES (E'a\\tb\\\\.\\n\\\\.\\nc'), (NULL), ('')",
                "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                "CREATE TYPE mood AS ENUM ('good', 'it''s bad')",
                "CREATE TABLE kinds (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at int4range, m mood DEFAULT 'it''s bad',"
                        + " p positive, twice int GENERATED ALWAYS AS (p * 2) STORED, b bytea,"
                        + " EXCLUDE USING gist (at WITH &&), CHECK (twice(1) = 2))",
                "INSERT INTO kinds (at, p, b) VALUES ('[1,5)', 3, '\\xdeadbeef'), ('[5,9)', 4, NULL)",
                "CREATE TABLE parted (k int, v text, PRIMARY KEY (k)) PARTITION BY RANGE (k)",
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (100) TO (200)",
                "CREATE INDEX parted_v ON parted (v)",
                "CREATE TABLE points_at_parted (k int REFERENCES parted)",
                "INSERT INTO parted SELECT g, 'v' || g FROM generate_series(1, 150) g",
                "INSERT INTO points_at_parted VALUES (7), (120)",
                "CREATE TABLE parent (a int)",
                "CREATE TABLE child (b int) INHERITS (parent)",
                "INSERT INTO child VALUES (1, 2)",
                "CREATE TABLE chicken (id int PRIMARY KEY, egg int)",
                "CREATE TABLE egg (id int PRIMARY KEY, chicken int REFERENCES chicken DEFERRABLE INITIALLY DEFERRED)",
                "ALTER TABLE chicken ADD FOREIGN KEY (egg) REFERENCES egg DEFERRABLE INITIALLY DEFERRED",
                "BEGIN; INSERT INTO chicken VALUES (1, 1); INSERT INTO egg VALUES (1, 1); COMMIT",
                "CREATE MATERIALIZED VIEW totals AS SELECT customer, sum(amount) FROM orders GROUP BY 1",
                "CREATE UNIQUE INDEX ON totals (customer)",
                "CREATE VIEW last_totals AS SELECT * FROM totals",
                "CREATE FUNCTION atomic(x int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN x > 0 THEN 1 ELSE 2 END; SELECT x; END",
                "CREATE RULE also AS ON DELETE TO visits DO ALSO (INSERT INTO parent VALUES (1); INSERT INTO parent VALUES (2))",
                "CREATE STATISTICS stats ON customer, item FROM orders",
                "ALTER TABLE customers REPLICA IDENTITY USING INDEX customers_name_key",
                "ALTER TABLE orders CLUSTER ON orders_pkey",
                "ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                "CREATE POLICY own ON orders TO " + owner + " USING (customer = 1)",
                "CREATE PUBLICATION pub FOR TABLE customers WITH (publish = 'insert')",
                "CREATE SUBSCRIPTION feed CONNECTION 'host=nowhere dbname=x' PUBLICATION p WITH (connect = false)",
                "CREATE TABLE fired (what text)",
                "CREATE FUNCTION fire() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO public.fired VALUES (tg_tag); END $$",
                "CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION fire()",
                "CREATE EVENT TRIGGER asleep ON ddl_command_start EXECUTE FUNCTION fire()",
                "ALTER EVENT TRIGGER asleep DISABLE",
                "ALTER EVENT TRIGGER watch ENABLE ALWAYS",
                "COMMENT ON EVENT TRIGGER watch IS 'sees all'",
                "SELECT lo_from_bytea(4711, decode(repeat('00ff275c', 20000), 'hex'))",
                "ALTER LARGE OBJECT 4711 OWNER TO " + owner,
                "TRUNCATE fired");
    }

    /** Owners, grants, comments, keys, policies, functions and all else that stands in a dump of the schema. */
    @Test
    void theSchemaIsDumpedAsThatOfTheLiveDatabase() throws Exception {
        assertThat(schema(shadow.database()))
                .isEqualTo(schema(patient.name))
                .contains("OWNER TO " + owner, "GRANT SELECT(name)", "EXCLUDE USING gist", "PUBLICATION pub")
                .contains("ALTER DEFAULT PRIVILEGES", "FORCE ROW LEVEL SECURITY", "CLUSTER ON orders_pkey")
                .contains("REPLICA IDENTITY USING INDEX", "ATTACH PARTITION", "CREATE POLICY own", "BEGIN ATOMIC");
    }

    @Test
    void everyRowIsThereAsItWas() throws Exception {
        for (String table : List.of(
                "customers",
                "orders",
                "visits",
                "\"Odd \"\"Table\"",
                "\"odd $$ \"\" schéma\nname\".\"" + "é".repeat(31) + "x\"",
                "kinds",
                "parted_1",
                "parted_2",
                "points_at_parted",
                "child",
                "chicken",
                "egg",
                "totals")) {
            String hash = "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0)::numeric) FROM " + table + " t";
            assertThat(patient.value(shadow.database(), hash))
                    .as(table)
                    .isEqualTo(patient.value(patient.name, hash))
                    .doesNotStartWith("0 ");
        }
    }

    @Test
    void largeObjectsAreThereWithTheirOwners() throws Exception {
        String object = "SELECT md5(lo_get(oid)) || pg_get_userbyid(lomowner) FROM pg_largeobject_metadata";
        assertThat(patient.value(shadow.database(), object))
                .isEqualTo(patient.value(patient.name, object))
                .endsWith(owner);
    }

    @Test
    void eventTriggersAreAsTheyWereAndNoneFiredMeanwhile() throws Exception {
        String triggers =
                "SELECT string_agg(evtname || evtenabled::text || coalesce(obj_description(oid, 'pg_event_trigger'), ''), ' '"
                        + " ORDER BY evtname) FROM pg_event_trigger";
        assertThat(patient.value(shadow.database(), triggers)).isEqualTo("asleepD watchAsees all");
        assertThat(patient.value(shadow.database(), "SELECT count(*) FROM fired"))
                .isEqualTo("0");
    }

    @Test
    void subscriptionsAreLeftOutAndNamed() throws Exception {
        String subscriptions = "SELECT count(*) FROM pg_subscription s JOIN pg_database d ON d.oid = subdbid"
                + " WHERE datname = current_database()";
        assertThat(patient.value(shadow.database(), subscriptions)).isEqualTo("0");
        assertThat(shadow.detail()).contains("left out").contains("subscription feed");
    }

    @Test
    void sequencesAreAtLeastWhereLiveIsAndStatisticsAreThere() throws Exception {
        assertThat(patient.value(shadow.database(), "SELECT last_value FROM orders_id_seq"))
                .isEqualTo("7777");
        assertThat(patient.value(
                        shadow.database(),
                        "SELECT bool_and(last_analyze IS NOT NULL) FROM pg_stat_user_tables WHERE n_live_tup > 0"))
                .isEqualTo("t");
        assertThat(patient.value(shadow.database(), "SELECT count(*) > 5 FROM pg_stats WHERE schemaname = 'public'"))
                .isEqualTo("t");
    }

    private String schema(String database) throws Exception {
        Path file = Files.createTempFile(patient.folder, "schema", ".sql");
        patient.pgDump(file, "--schema-only", "--no-subscriptions", "--dbname=" + database);
        return Files.readString(file, StandardCharsets.UTF_8).replaceAll("(?m)^\\\\(un)?restrict .*\n", "");
    }
}
