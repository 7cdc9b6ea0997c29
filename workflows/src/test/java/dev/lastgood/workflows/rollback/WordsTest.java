package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Comparison.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({"PT0S,0s", "PT30S,30s", "PT2M,2m", "PT4M5S,4m 05s", "PT1H,1h 00m", "PT1H2M3S,1h 02m"})
    void durationsAreSaidAsPeopleWriteThem(Duration duration, String said) {
        assertThat(Words.duration(duration)).isEqualTo(said);
    }

    @Test
    void whatIsGivenUpNamesTheLargestTablesFirst() {
        assertThat(Words.givenUp(of(table("public.orders", 37), table("audit.log", 74), table("public.users", 0))))
                .isEqualTo("74 audit.log, 37 orders");
    }

    @Test
    void manyTablesAreSummedUp() {
        assertThat(Words.givenUp(of(table("a", 5), table("b", 4), table("c", 3), table("d", 2), table("e", 1))))
                .isEqualTo("5 a, 4 b, 3 c and rows of 2 more tables");
    }

    @Test
    void nothingGivenUpIsSaidSo() {
        assertThat(Words.givenUp(of(table("public.orders", 0)))).isEqualTo("no rows");
    }

    @Test
    void aLineForEachTableThatDiffersAndAnEndToIt() {
        var many = IntStream.range(0, 100).mapToObj(i -> table("t" + i, 1)).toList();

        assertThat(Words.table(of(table("public.orders", 37), table("public.users", 0))))
                .containsExactly("orders: 37 only in live (given up), 0 coming back, 0 changed");
        assertThat(Words.table(new Comparison(Instant.EPOCH, Instant.EPOCH, many, "d")))
                .hasSize(31)
                .endsWith("and 70 more tables that differ, with 70 rows given up");
    }

    @Test
    void estimatesAreCalledEstimatesWhereverTheyAreShown() {
        var sampled = of(new Table("public.events", 90_000, 88_800, 1200, 0, 40, 0.05));

        assertThat(Words.givenUp(sampled)).isEqualTo("about 1,200 events (sampled 5 %)");
        assertThat(Words.table(sampled))
                .containsExactly("events: about 1,200 only in live (given up), about 0 coming back, about 40 changed"
                        + " (sampled 5 %)");
        assertThat(Words.givenUp(of(new Table("public.events", 9, 9, 0, 0, 0, 0.05))))
                .isEqualTo("no rows in what was sampled");
    }

    @Test
    void whatDiffersBesideTheRowsIsSaidToo() {
        var comparison = new Comparison(
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                "d",
                List.of("table public.refunds is only in live"),
                List.of(new Comparison.Sequence("public.orders_id_seq", 3007L, 3000L, 3007)),
                List.of("20261120_refunds"),
                List.of("the restored state is 3 h old"),
                null,
                null,
                false);

        assertThat(Words.table(comparison))
                .containsExactly(
                        "schema: table public.refunds is only in live",
                        "migration: 20261120_refunds",
                        "sequences go on where live stood (orders_id_seq after 3,007): an id that was handed"
                                + " out once is never handed out again",
                        "the restored state is 3 h old");
    }

    private static Comparison of(Table... tables) {
        return new Comparison(Instant.EPOCH, Instant.EPOCH, List.of(tables), "d");
    }

    private static Table table(String name, long onlyInLive) {
        return new Table(name, 100, 100 - onlyInLive, onlyInLive, 0, 0);
    }
}
