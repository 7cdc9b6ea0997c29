package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lastgood.activities.database.postgresql.salvage.SalvageActivitiesImpl;
import dev.lastgood.activities.database.postgresql.server.Servers;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.history.artifacts.FolderArtifacts;
import dev.lastgood.workflows.activities.SalvageActivities;
import dev.lastgood.workflows.activities.SalvageActivities.Applied;
import dev.lastgood.workflows.activities.SalvageActivities.Apply;
import dev.lastgood.workflows.activities.SalvageActivities.Extract;
import dev.lastgood.workflows.activities.SalvageActivities.Extracted;
import dev.lastgood.workflows.activities.SalvageActivities.File;
import dev.lastgood.workflows.activities.SalvageActivities.Preview;
import dev.lastgood.workflows.activities.SalvageActivities.Query;
import dev.lastgood.workflows.activities.SalvageActivities.Reason;
import dev.lastgood.workflows.activities.SalvageActivities.Table;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Shadow;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M4")
class SalvageTest extends PatientTestBase {
    private Shadow shadow;
    private SalvageActivities activities;
    private volatile Consumer<String> before = sql -> {};

    @BeforeEach
    void aShop() throws Exception {
        activities = patient.stub(
                SalvageActivities.class,
                new SalvageActivitiesImpl(
                        new Servers(new Secrets(Map.of()), sql -> before.accept(sql)),
                        new FolderArtifacts(folder.resolve("artifacts"))));
    }

    @AfterEach
    void end() throws Exception {
        if (shadow != null) {
            patient.run("postgres", "DROP DATABASE IF EXISTS " + Sql.quote(shadow.displaced()) + " WITH (FORCE)");
        }
    }

    /** A backup, what is written after it, and the restore. */
    private void restored(String... written) throws Exception {
        var backup = patient.dump(Patient.BACKUP_TIME);
        patient.run(patient.name, written);
        shadow = patient.restore(backup);
        patient.swap(shadow);
    }

    private Extracted extract() {
        return extract(false);
    }

    private Extracted extract(boolean changed) {
        return activities.extract(new Extract(patient.rollback.service(), patient.database(), null, changed));
    }

    private Query query(String... tables) {
        return new Query(patient.rollback, patient.database(), List.of(tables), false);
    }

    private Preview preview() {
        return activities.preview(query());
    }

    private Applied apply(String order) {
        return activities.apply(new Apply(query(), order, "anna"));
    }

    private static String text(Extracted extracted, String table) throws Exception {
        Artifact file = extracted.artifacts().stream()
                .filter(it -> it.name().endsWith(table + ".csv"))
                .findFirst()
                .orElseThrow();
        return Files.readString(Path.of(URI.create(file.uri())));
    }

    private static Table table(Preview preview, String name) {
        return preview.tables().stream()
                .filter(it -> it.table().equals("public." + name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRowsThatARestoreGaveUpAreKeptAsFilesParentsFirst() throws Exception {
        restored(
                "INSERT INTO customers (name) VALUES ('new \"one\", with a comma')",
                "INSERT INTO orders (customer, item, amount) VALUES (201, NULL, 1), (201, '', 2)",
                "INSERT INTO visits VALUES ('epoch', 'p3'), ('epoch', 'new')");

        Extracted extracted = extract();

        assertThat(extracted.tables())
                .containsExactly(
                        new File("public.customers", 1, 0),
                        new File("public.orders", 2, 0),
                        new File("public.visits", 2, 0));
        assertThat(extracted.displaced()).isEqualTo(shadow.displaced());
        assertThat(text(extracted, "public.customers")).isEqualTo("id,name\n201,\"new \"\"one\"\", with a comma\"\n");
        assertThat(text(extracted, "public.orders"))
                .isEqualTo("id,customer,item,amount\n3001,201,,1\n3002,201,\"\",2\n");
        assertThat(text(extracted, "public.visits")).contains(",p3\n", ",new\n");
    }

    @Test
    void theFilesAreAsOfTheFirstTimeThoughLiveHasGoneOn() throws Exception {
        restored("INSERT INTO customers (name) VALUES ('new')");
        Extracted first = extract();
        patient.run(patient.name, "DELETE FROM orders", "DELETE FROM customers");
        assertThat(extract()).isEqualTo(first);
    }

    @Test
    void changedRowsAreKeptWhenAskedForAndNeverPutBack() throws Exception {
        restored("UPDATE orders SET amount = -1 WHERE id IN (30, 40)", "INSERT INTO customers (name) VALUES ('new')");
        assertThat(extract().tables()).containsExactly(new File("public.customers", 1, 0));
        Extracted extracted = extract(true);
        assertThat(extracted.tables())
                .containsExactly(new File("public.customers", 1, 0), new File("public.orders", 0, 2));
        assertThat(text(extracted, "public.orders.changed")).contains("30,31,", ",-1\n");
        assertThat(apply("o1").preview().tables()).extracting(Table::table).containsExactly("public.customers");
    }

    @Test
    void whatFitsIsPutBackInOneTransactionAndReadBack() throws Exception {
        restored(
                "INSERT INTO customers (name) VALUES ('new')",
                "INSERT INTO orders (customer, item, amount) VALUES (201, 'x', 1), (1, 'y', 2)",
                "INSERT INTO visits VALUES ('epoch', 'p3')");
        extract();
        Applied applied = apply("o1");
        assertThat(applied.detail())
                .isEqualTo(
                        "1 customers, 2 orders, 1 visits put back for anna; all 3 that have a key were read back from"
                                + " live");
        assertThat(applied.leftOut()).isEmpty();
        assertThat(patient.orders()).isEqualTo(3002);
        assertThat(patient.value(patient.name, "SELECT count(*) FROM visits")).isEqualTo("501");
        assertThat(patient.value(patient.name, "INSERT INTO orders (customer) VALUES (1) RETURNING id"))
                .isEqualTo("3003");
    }

    @Test
    void aPreviewSaysWhatCanGoBackAndWritesNothing() throws Exception {
        restored("INSERT INTO orders (customer, item, amount) VALUES (1, 'x', 1), (1, 'y', 2)");
        extract();
        assertThat(preview().tables()).containsExactly(new Table("public.orders", 2, 2, 0, List.of()));
        assertThat(patient.orders()).isEqualTo(3000);
    }

    @Test
    void rowsThatConflictAreLeftOutEachWithItsReasonAndTheOthersGoBack() throws Exception {
        restored(
                "INSERT INTO customers (id, name) VALUES (300, 'taken key'), (301, 'taken name'), (302, 'fine')",
                "INSERT INTO orders (id, customer, item, amount) VALUES (4000, 301, 'orphan', 1), (4001, 302, 'child', 2),"
                        + " (4002, 1, 'negative', -5)");
        extract();
        patient.run(
                patient.name,
                "INSERT INTO customers (id, name) VALUES (300, 'another'), (400, 'taken name')",
                "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID");

        Applied applied = apply("o1");

        Table customers = table(applied.preview(), "customers");
        assertThat(customers.fit()).isEqualTo(1);
        assertThat(customers.reasons())
                .containsExactlyInAnyOrder(
                        new Reason("live has a row of the same key, with other values", 1, List.of("300")),
                        new Reason("another row of live has the same name, which must be unique", 1, List.of("301")));
        assertThat(table(applied.preview(), "orders").reasons())
                .extracting(Reason::why, Reason::examples)
                .containsExactlyInAnyOrder(
                        tuple(
                                "its row in public.customers (customer) is not in live, nor among those that can go back",
                                List.of("4000")),
                        tuple("live's check positive does not allow it: (amount > 0)", List.of("4002")));
        assertThat(patient.value(patient.name, "SELECT string_agg(item, ',') FROM orders WHERE id > 3000"))
                .isEqualTo("child");
        assertThat(applied.leftOut()).hasSize(2);
        assertThat(Files.readString(Path.of(URI.create(applied.leftOut().get(1).uri()))))
                .startsWith("why_not,id,customer,item,amount\n")
                .contains("4000,301,orphan,1\n", "4002,1,negative,-5\n");
    }

    @Test
    void aValueInAColumnThatTheMigrationHadAddedIsNotDroppedInSilence() throws Exception {
        restored(
                "ALTER TABLE customers ADD COLUMN note text",
                "INSERT INTO customers (name, note) VALUES ('with', 'a note'), ('without', NULL)");
        extract();
        Table customers = table(apply("o1").preview(), "customers");
        assertThat(customers.fit()).isEqualTo(1);
        assertThat(customers.reasons())
                .containsExactly(
                        new Reason("it has a value in the column note, which live does not have", 1, List.of("201")));
        assertThat(patient.value(patient.name, "SELECT name FROM customers WHERE id > 200"))
                .isEqualTo("without");
    }

    @Test
    void aTableThatLiveDoesNotHaveIsKeptAndSaidSo() throws Exception {
        restored("CREATE TABLE added (a int)", "INSERT INTO added VALUES (1), (2)");
        assertThat(extract().tables()).containsExactly(new File("public.added", 2, 0));
        assertThat(preview().tables().get(0).reasons())
                .containsExactly(new Reason("live has no table public.added", 2, List.of()));
    }

    @Test
    void hardTablesGoBackToo() throws Exception {
        patient.run(
                patient.name,
                "CREATE TABLE ring_a (id int PRIMARY KEY, b int)",
                "CREATE TABLE ring_b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int REFERENCES ring_a,"
                        + " twice int GENERATED ALWAYS AS (a * 2) STORED, parent int REFERENCES ring_b)",
                "ALTER TABLE ring_a ADD FOREIGN KEY (b) REFERENCES ring_b",
                "CREATE TABLE part (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
                "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                "CREATE TABLE of_part (id int PRIMARY KEY, p int, d date, FOREIGN KEY (p, d) REFERENCES part)",
                "CREATE TABLE bookings (room int, during int4range, EXCLUDE USING gist (during WITH &&))",
                "CREATE UNIQUE INDEX ON customers (lower(name)) WHERE id > 0");
        restored(
                "INSERT INTO ring_a VALUES (1, NULL)",
                "INSERT INTO ring_b (a) VALUES (1)",
                "INSERT INTO ring_b (a, parent) VALUES (1, 1)",
                "UPDATE ring_a SET b = 1",
                "INSERT INTO part VALUES (1, '2026-05-05')",
                "INSERT INTO of_part VALUES (1, 1, '2026-05-05')",
                "INSERT INTO bookings VALUES (1, '[1,5)'), (1, '[10,12)')",
                "INSERT INTO customers (name) VALUES ('UPPER'), ('other')",
                "INSERT INTO \"Odd \"\"Table\" VALUES (99, E'it''s\\n\\\\')");
        extract();
        patient.run(
                patient.name,
                "INSERT INTO customers (name) VALUES ('upper')",
                "INSERT INTO bookings VALUES (1, '[4,6)')");
        Applied applied = apply("o1");
        assertThat(table(applied.preview(), "ring_b").fit()).isEqualTo(2);
        assertThat(table(applied.preview(), "of_part").fit()).isEqualTo(1);
        assertThat(table(applied.preview(), "bookings").reasons())
                .extracting(Reason::why)
                .containsExactly("another row of live excludes it (during)");
        assertThat(table(applied.preview(), "customers").reasons())
                .extracting(Reason::why)
                .containsExactly("another row of live has the same lower(name) where (id > 0), which must be unique");
        assertThat(patient.value(patient.name, "SELECT max(twice) FROM ring_b")).isEqualTo("2");
        assertThat(patient.value(patient.name, "SELECT \"c'd\" FROM \"Odd \"\"Table\" WHERE \"a;b\" = 99"))
                .isEqualTo("it's\n\\");
        assertThat(patient.value(patient.name, "INSERT INTO ring_b (a) VALUES (1) RETURNING id"))
                .isEqualTo("3");
    }

    @Test
    void theApplicationsTriggersDoNotFireUnlessAskedFor() throws Exception {
        patient.run(
                patient.name,
                "CREATE TABLE log (what text)",
                "CREATE FUNCTION logs() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$BEGIN INSERT INTO public.log VALUES (TG_TABLE_NAME); RETURN NEW; END$$",
                "CREATE TRIGGER audited AFTER INSERT ON customers FOR EACH ROW EXECUTE FUNCTION logs()");
        restored("INSERT INTO customers (name) VALUES ('new')");
        extract();
        assertThat(preview().triggers()).containsExactly("audited on public.customers: does not fire");
        activities.apply(new Apply(query("customers"), "o1", "anna"));
        assertThat(patient.value(patient.name, "SELECT count(*) FROM log")).isEqualTo("0");
        patient.run(patient.name, "DELETE FROM customers WHERE id = 201");
        Query firing = new Query(patient.rollback, patient.database(), List.of("customers"), true);
        assertThat(activities.preview(firing).triggers()).containsExactly("audited on public.customers: fires");
        activities.apply(new Apply(firing, "o2", "anna"));
        assertThat(patient.value(patient.name, "SELECT count(*) FROM log")).isEqualTo("1");
    }

    @Test
    void aSecondOrderPutsNothingBackTwiceAlsoWhereThereIsNoKey() throws Exception {
        restored(
                "INSERT INTO customers (name) VALUES ('new')",
                "INSERT INTO visits VALUES ('epoch', 'p3'), ('epoch', 'p3')");
        extract();
        apply("o1");
        assertThat(apply("o2").detail()).isEqualTo("nothing was put back: 3 rows are in live already, 0 can't go back");
        assertThat(patient.value(patient.name, "SELECT count(*) FROM visits")).isEqualTo("502");
    }

    @Test
    void killedAtAnyStatementARetryEndsWithEachRowPutBackOnce() throws Exception {
        restored(
                "INSERT INTO customers (name) VALUES ('new')",
                "INSERT INTO orders (customer, item, amount) VALUES (201, 'x', 1)",
                "INSERT INTO visits VALUES ('epoch', 'p3')");
        extract();
        int kill = 0;
        boolean killed = true;
        while (killed) {
            patient.run(
                    patient.name,
                    "DELETE FROM orders WHERE id > 3000",
                    "DELETE FROM customers WHERE id > 200",
                    "DELETE FROM visits WHERE ctid IN (SELECT ctid FROM visits WHERE page = 'p3' OFFSET 50)");
            Files.deleteIfExists(
                    folder.resolve("artifacts/production/shop/" + patient.rollback.key() + "/salvage-applied.json"));
            AtomicInteger statements = new AtomicInteger(++kill);
            before = sql -> {
                if (statements.decrementAndGet() == 0) {
                    throw new IllegalStateException("killed");
                }
            };
            try {
                apply("order " + kill);
                killed = false;
            } catch (RuntimeException e) {
                before = sql -> {};
                assertThat(apply("order " + kill).detail()).contains("1 customers, 1 orders, 1 visits put back");
            }
            assertThat(patient.value(patient.name, "SELECT count(*) FROM visits"))
                    .isEqualTo("501");
            assertThat(patient.orders()).isEqualTo(3001);
        }
        assertThat(kill).isGreaterThan(20);
    }

    @Test
    void rowsThatNoLongerAreAsTheyWereWrittenAreNotPutBack() throws Exception {
        restored("INSERT INTO customers (name) VALUES ('new')");
        Artifact file = extract().artifacts().get(0);
        Files.writeString(Path.of(URI.create(file.uri())), "202,slipped in\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> apply("o1")).rootCause().hasMessageContaining("was changed since it was written");
        assertThat(patient.value(patient.name, "SELECT max(id) FROM customers")).isEqualTo("200");
    }

    @Test
    void whatWasKeptCanGoBackWhenTheDisplacedDatabaseIsLongGone() throws Exception {
        restored("INSERT INTO customers (name) VALUES ('new')");
        extract();
        patient.run("postgres", "DROP DATABASE " + Sql.quote(shadow.displaced()));
        assertThat(extract().rows()).isEqualTo(1);
        assertThat(apply("o1").preview().fit()).isEqualTo(1);
    }

    @Test
    void aDatabaseThatWasNotRestoredHasNothingToSalvage() throws Exception {
        restored("INSERT INTO customers (name) VALUES ('new')");
        patient.swapBack(shadow);
        assertThatThrownBy(this::extract).rootCause().hasMessageContaining("is not a restored database");
        patient.run("postgres", "DROP DATABASE IF EXISTS " + Sql.quote(shadow.database()));
    }

    @Test
    void tablesThatWereNotGivenUpAreNamed() throws Exception {
        restored("INSERT INTO customers (name) VALUES ('new')");
        extract();
        assertThatThrownBy(() -> activities.preview(query("order")))
                .rootCause()
                .hasMessageContaining("no rows of order were given up; there are some of public.customers");
    }
}
