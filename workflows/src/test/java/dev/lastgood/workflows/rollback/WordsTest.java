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
                .endsWith("and 70 more tables that differ");
    }

    private static Comparison of(Table... tables) {
        return new Comparison(Instant.EPOCH, Instant.EPOCH, List.of(tables), "d");
    }

    private static Table table(String name, long onlyInLive) {
        return new Table(name, 100, 100 - onlyInLive, onlyInLive, 0, 0);
    }
}
