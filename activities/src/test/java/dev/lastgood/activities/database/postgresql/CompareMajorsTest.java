package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Comparison.Table;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("M3")
class CompareMajorsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void theComparisonIsTheSameOnEveryMajor(int major) throws Exception {
        try (TwoDatabases two = new TwoDatabases(folder, PostgresForTests.ofMajor(major))) {
            two.both(
                    "CREATE TABLE a (id bigint PRIMARY KEY, t timestamptz, j jsonb, n numeric, f float8, b bytea)",
                    "INSERT INTO a SELECT g, 'epoch'::timestamptz + g * interval '1 s', jsonb_build_object('k', g), g / 3.0,"
                            + " g / 7.0, int4send(g) FROM generate_series(1, 1000) g",
                    "CREATE TABLE b (x uuid, y int, z text, PRIMARY KEY (x, y))",
                    "INSERT INTO b SELECT md5(g::text)::uuid, g, 'z' FROM generate_series(1, 1000) g",
                    "CREATE TABLE c (v text, w int)",
                    "INSERT INTO c SELECT 'v', g % 3 FROM generate_series(1, 99) g");
            two.live(
                    "UPDATE a SET j = '{}' WHERE id = 5",
                    "DELETE FROM a WHERE id = 6",
                    "INSERT INTO a (id) VALUES (2000)",
                    "UPDATE b SET z = 'other' WHERE y = 8",
                    "DELETE FROM b WHERE y = 9",
                    "INSERT INTO c VALUES ('v', 1)");
            two.settings().put("parallel", 2);
            Comparison comparison = two.compare();
            assertThat(comparison.tables())
                    .containsExactly(
                            new Table("public.a", 1000, 1000, 1, 1, 1),
                            new Table("public.b", 999, 1000, 0, 1, 1),
                            new Table("public.c", 100, 99, 1, 0, 0));
            assertThat(comparison.schema()).isEmpty();
        }
    }
}
