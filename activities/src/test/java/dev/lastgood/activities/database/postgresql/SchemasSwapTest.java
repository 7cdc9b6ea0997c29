package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A role that owns the schemas and not the database, as managed services hand it out. */
@Tag("R10")
class SchemasSwapTest extends PatientTestBase {
    String role;
    String reader;
    Backup backup;

    @BeforeEach
    void aShopInADatabaseOfSomeoneElse() throws Exception {
        role = "tenant_" + patient.rollback.key();
        reader = "reader_" + patient.rollback.key();
        patient.run(
                "postgres",
                "CREATE ROLE " + role + " LOGIN CREATEDB",
                "CREATE ROLE " + reader + " LOGIN",
                "GRANT CREATE ON DATABASE " + Sql.quote(patient.name) + " TO " + role);
        patient.run(
                patient.name,
                "DO $$ DECLARE t text; BEGIN FOR t IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                        + " WHERE schemaname = 'public' LOOP EXECUTE 'ALTER TABLE ' || t || ' OWNER TO " + role
                        + "'; END LOOP; END $$",
                "ALTER FUNCTION twice OWNER TO " + role,
                "ALTER SCHEMA public OWNER TO " + role,
                "SET ROLE " + role,
                "CREATE SCHEMA ext",
                "CREATE EXTENSION citext SCHEMA ext",
                "SET search_path = public, ext",
                "CREATE SCHEMA \"Odd \"\"Schema\"",
                "CREATE TYPE mood AS ENUM ('fine', 'bad')",
                "CREATE TABLE \"Odd \"\"Schema\".notes (id serial PRIMARY KEY, of_order int REFERENCES orders, who citext,"
                        + " how mood DEFAULT 'fine', size int GENERATED ALWAYS AS (length(who::text)) STORED)",
                "INSERT INTO \"Odd \"\"Schema\".notes (of_order, who) SELECT g, 'Anna' FROM generate_series(101, 150) g",
                "CREATE VIEW big AS SELECT o.*, n.who FROM orders o JOIN \"Odd \"\"Schema\".notes n ON n.of_order = o.id",
                "CREATE MATERIALIZED VIEW sums AS SELECT customer, sum(amount) FROM orders GROUP BY 1",
                "CREATE FUNCTION how_many() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM public.orders); END'",
                "CREATE FUNCTION on_note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.who := NEW.who || ''!''; RETURN NEW; END'",
                "CREATE TRIGGER noted BEFORE INSERT ON \"Odd \"\"Schema\".notes FOR EACH ROW EXECUTE FUNCTION on_note()",
                "GRANT USAGE ON SCHEMA \"Odd \"\"Schema\" TO " + reader,
                "GRANT SELECT ON ALL TABLES IN SCHEMA public, \"Odd \"\"Schema\" TO " + reader,
                "RESET ROLE");
        patient.run("postgres", "ALTER DATABASE " + Sql.quote(patient.name) + " SET search_path = public, ext");
        patient.settings.put("user", role);
        backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
    }

    @Test
    void whereTheDatabaseCanNotBeRenamedItsSchemasAreSwappedAndItIsSaidBefore() {
        var inspection = patient.activities().inspect(patient.query());
        assertThat(inspection.way()).isEqualTo(SwapWay.SCHEMAS);
        assertThat(inspection.swapMethod()).contains("(schemas)").contains("may not rename");
        assertThat(patient.restore(backup).kept()).contains("schemas", "_displaced_" + patient.rollback.key());
    }

    @Test
    void whatIsLaidBesideTheLiveSchemasIsNeitherSeenNorCompared() throws Exception {
        Shadow shadow = patient.restore(backup);
        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(patient.compare(shadow, backup).tables())
                .contains(new Comparison.Table("public.orders", 3005, 3000, 7, 2, 3))
                .noneMatch(it -> it.table().contains("_lg_"));
    }

    @Test
    void theRestoredSchemasTakeThePlaceOfTheLiveOnesWithAllThatRefersToThem() throws Exception {
        Shadow shadow = patient.restore(backup);
        long oid = patient.oid();
        assertThat(patient.swap(shadow).detail())
                .containsPattern("swapped in \\d+ ms")
                .contains("Odd \"Schema_displaced_");
        assertThat(patient.oid()).as("the database is the same").isEqualTo(oid);
        assertThat(patient.orders()).isEqualTo(3000);
        assertThat(value("SELECT how_many()")).isEqualTo("3000");
        assertThat(value("SELECT count(*) FROM big WHERE who = 'ANNA!'"))
                .as("citext by its operator")
                .isEqualTo("0");
        assertThat(value("SELECT count(*) FROM big WHERE who = 'ANNA'")).isEqualTo("50");
        assertThat(value("SELECT count(*) FROM sums")).isEqualTo("200");
        patient.run(patient.name, "INSERT INTO \"Odd \"\"Schema\".notes (of_order, who) VALUES (1, 'x')");
        assertThat(value("SELECT who || how FROM \"Odd \"\"Schema\".notes WHERE who = 'x!'"))
                .isEqualTo("x!fine");
        assertThat(value(
                        "SELECT count(*) FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND d.classid = 'pg_class'::regclass"
                                + " JOIN pg_class r ON r.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass AND c.relkind <> 't'"
                                + " WHERE (c.relnamespace::regnamespace::text LIKE '%displaced%')"
                                + " <> (r.relnamespace::regnamespace::text LIKE '%displaced%')"))
                .as("nothing refers across")
                .isEqualTo("0");
        try (Connection other = DriverManager.getConnection(patient.jdbc(patient.name), reader, "");
                Statement statement = other.createStatement()) {
            statement.executeQuery("SELECT * FROM big, \"Odd \"\"Schema\".notes");
        }
    }

    @Test
    void anExtensionAmongTheTablesStaysWhereTheApplicationLooksForIt() throws Exception {
        // A superuser, as only one can move what an extension is made of, and a database that is not to be renamed.
        patient.settings.put("user", "postgres");
        patient.settings.put("way", "schemas");
        patient.run(patient.name, "ALTER EXTENSION citext SET SCHEMA public");
        Shadow shadow = patient.restore(patient.dump("20261120-030000"));
        assertThat(patient.value(shadow.database(), "SELECT to_regtype('public.citext') IS NOT NULL"))
                .isEqualTo("t");
        patient.swap(shadow);
        assertThat(value("SELECT count(*) FROM big WHERE who = 'ANNA'")).isEqualTo("50");
        patient.swapBack(shadow);
        assertThat(value("SELECT count(*) FROM big WHERE who = 'ANNA'")).isEqualTo("50");
        assertThat(value("SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'citext'"))
                .isEqualTo("public");
    }

    @Test
    void anExtensionThatTheRoleCanNotMoveIsSaidBefore() throws Exception {
        patient.settings.put("way", "schemas");
        patient.run(patient.name, "ALTER EXTENSION citext SET SCHEMA public");
        assertThatThrownBy(() -> patient.activities().inspect(patient.query()))
                .hasStackTraceContaining("extension citext can't be moved out of schema public");
    }

    @Test
    void grantsAndOwnersOfTheSchemasAreTheSame() throws Exception {
        String before = schemas();
        patient.swap(patient.restore(backup));
        assertThat(schemas()).isEqualTo(before).contains(reader);
    }

    @Test
    void undoIsAnotherRenameAndLosesNothing() throws Exception {
        Shadow shadow = patient.restore(backup);
        patient.swap(shadow);
        patient.run(patient.name, "INSERT INTO orders (item) VALUES ('while restored')");
        assertThat(patient.swapBack(shadow).changed()).isTrue();
        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(value("SELECT how_many()")).isEqualTo("3005");
        assertThat(patient.swapBack(shadow)).as("twice").satisfies(it -> {
            assertThat(it.changed()).isFalse();
            assertThat(it.stands()).isTrue();
            assertThat(it.detail()).contains("by an earlier try", "public_lg_" + patient.rollback.key());
        });
        patient.activities().dropShadow(patient.query());
        assertThat(patient.swap(shadow).changed()).as("and forth again").isTrue();
        assertThat(value("SELECT count(*) FROM orders WHERE item = 'while restored'"))
                .isEqualTo("1");
    }

    @Test
    void sequencesNeverHandOutANumberAgain() throws Exception {
        Shadow shadow = patient.restore(backup);
        patient.run(patient.name, "SELECT setval('orders_id_seq', 9000)");
        patient.swap(shadow);
        assertThat(value("INSERT INTO orders (item) VALUES ('next') RETURNING id"))
                .isEqualTo("9001");
        patient.swapBack(shadow);
        assertThat(value("SELECT nextval('orders_id_seq')")).isEqualTo("9002");
    }

    @Test
    void swappedTwiceIsSwappedOnceAndWhatNeverWasSwappedIsNotSwappedBack() throws Exception {
        Shadow shadow = patient.restore(backup);
        assertThat(patient.swapBack(shadow).stands()).isFalse();
        patient.swap(shadow);
        assertThat(patient.swap(shadow)).satisfies(it -> {
            assertThat(it.changed()).isFalse();
            assertThat(it.detail()).contains("by an earlier try", "public_displaced_" + patient.rollback.key());
        });
        assertThat(patient.restore(backup)).as("found again").isEqualTo(shadow);
        assertThat(patient.orders()).isEqualTo(3000);
        assertThatThrownBy(() -> patient.compare(shadow, backup)).hasStackTraceContaining("no longer compared");
    }

    @Test
    void anUnusedRestoreIsDroppedFromBothDatabases() throws Exception {
        patient.restore(backup);
        assertThat(patient.activities().dropShadow(patient.query()).detail()).contains("public_lg_");
        assertThat(patient.databases()).isZero();
        assertThat(value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%\\_lg\\_%'"))
                .isEqualTo("0");
        assertThat(patient.orders()).isEqualTo(3005);
    }

    @Test
    void whatCanNotGoAlongWithTheSchemasIsSaidBeforeAnythingIsDone() throws Exception {
        patient.run(patient.name, "CREATE PUBLICATION feed FOR TABLE orders", "SELECT lo_create(0)");
        patient.settings.remove("emergency");
        assertThatThrownBy(() -> patient.activities().inspect(patient.query()))
                .hasStackTraceContaining("REFUSED")
                .hasStackTraceContaining("publication feed")
                .hasStackTraceContaining("1 large objects")
                .hasStackTraceContaining("emergency.folder");
    }

    @Test
    void statementsUnderWayWaitAndNoneFailsOrWritesToTheDisplaced() throws Exception {
        Shadow shadow = patient.restore(backup);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger done = new AtomicInteger();
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        Thread[] writers = new Thread[3];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = new Thread(() -> write(stop, done, failed));
            writers[i].start();
        }
        Awaitility.await().until(() -> done.get() > 50);
        patient.swap(shadow);
        int then = done.get();
        String displaced = "SELECT count(*) FROM public_displaced_" + patient.rollback.key() + ".visits";
        String before = value(displaced);
        Awaitility.await().until(() -> done.get() > then + 50);
        assertThat(value(displaced)).as("no late write to what was displaced").isEqualTo(before);
        stop.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(failed).isEmpty();
    }

    private void write(AtomicBoolean stop, AtomicInteger done, Queue<String> failed) {
        try (Connection connection = DriverManager.getConnection(patient.jdbc(patient.name), role, "");
                var statement =
                        connection.prepareStatement("INSERT INTO visits SELECT now(), item FROM orders WHERE id = ?")) {
            while (!stop.get()) {
                statement.setInt(1, 5);
                statement.executeUpdate();
                done.incrementAndGet();
            }
        } catch (SQLException e) {
            failed.add(e.getSQLState() + " " + e.getMessage());
        }
    }

    @Test
    void aTransactionLeftOpenIsEndedSoThatTheSwapGetsOn() throws Exception {
        Shadow shadow = patient.restore(backup);
        try (Connection open = DriverManager.getConnection(patient.jdbc(patient.name), role, "");
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("INSERT INTO visits VALUES (now(), 'never committed')");
            assertThat(patient.swap(shadow).changed()).isTrue();
        }
    }

    @Test
    void aTransactionThatCanNotBeEndedIsNamedAndAllStaysAsItWas() throws Exception {
        patient.swapLimit = Duration.ofMillis(700);
        Shadow shadow = patient.restore(backup);
        try (Connection open = DriverManager.getConnection(
                        patient.jdbc(patient.name) + "?ApplicationName=stuck-job", "postgres", "");
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("SELECT * FROM visits");
            assertThatThrownBy(() -> patient.swap(shadow)).hasStackTraceContaining("stuck-job");
            assertThat(patient.orders()).isEqualTo(3005);
            open.rollback();
        }
        assertThat(patient.swap(shadow).changed()).isTrue();
    }

    @Test
    void killedAnywhereItHasHappenedOrNotAndTheRetryCompletesIt() throws Exception {
        killedEverywhere(() -> patient.restore(backup), () -> {
            assertThat(patient.orders()).isEqualTo(3005);
        });
        Shadow shadow = patient.restore(backup);
        killedEverywhere(() -> patient.swap(shadow), () -> {
            assertThat(patient.orders()).isIn(3000L, 3005L);
        });
        assertThat(patient.swap(shadow).changed()).isFalse();
        killedEverywhere(() -> patient.swapBack(shadow), () -> {
            assertThat(patient.orders()).isIn(3000L, 3005L);
        });
        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(patient.databases()).isEqualTo(1);
    }

    private interface Look {
        void look() throws Exception;
    }

    /** Each attempt is the next one's retry. */
    private void killedEverywhere(Callable<?> work, Look then) throws Exception {
        for (int n = 1; ; n++) {
            int last = n;
            AtomicInteger statements = new AtomicInteger();
            patient.before = sql -> {
                if (statements.incrementAndGet() >= last) {
                    throw new IllegalStateException("Killed");
                }
            };
            boolean killed = false;
            try {
                work.call();
            } catch (Exception e) {
                assertThat(e).hasStackTraceContaining("Killed");
                killed = true;
            }
            patient.before = sql -> {};
            then.look();
            if (!killed) {
                return;
            }
        }
    }

    private String schemas() throws SQLException {
        return value(
                "SELECT string_agg(n.nspname || n.nspowner::regrole || (SELECT string_agg(a::text, ' ' ORDER BY a::text)"
                        + " FROM aclexplode(coalesce(nspacl, acldefault('n', nspowner))) a), '; ' ORDER BY n.nspname)"
                        + " || (SELECT string_agg(coalesce(relacl::text, '-'), ' ' ORDER BY relname) FROM pg_class"
                        + " WHERE relnamespace IN ('public'::regnamespace, '\"Odd \"\"Schema\"'::regnamespace) AND relkind = 'r')"
                        + " || (SELECT " + "rolname FROM pg_roles WHERE rolname = '" + reader + "')"
                        + " FROM pg_namespace n WHERE nspname IN ('public', 'Odd \"Schema')");
    }

    private String value(String sql) throws SQLException {
        return patient.value(patient.name, sql);
    }
}
