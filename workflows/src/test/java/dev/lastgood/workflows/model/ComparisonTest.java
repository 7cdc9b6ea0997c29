package dev.lastgood.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Comparison.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M3")
class ComparisonTest {
    private static final Table ORDERS = new Table("public.orders", 100, 63, 37, 2, 5);

    @Test
    void hasNotDriftedFromItself() {
        assertThat(of(ORDERS).driftFrom(of(ORDERS))).isZero();
    }

    @Test
    void driftIsWhatWasWrittenInBetweenWhicheverWay() {
        var later = new Table("public.orders", 101, 63, 40, 1, 6);

        assertThat(of(later).driftFrom(of(ORDERS))).isEqualTo(3 + 1 + 1);
        assertThat(of(ORDERS).driftFrom(of(later))).isEqualTo(5);
    }

    @Test
    void aTableThatIsNewSinceCountsWhole() {
        assertThat(of(ORDERS, new Table("public.refunds", 4, 0, 4, 0, 0)).driftFrom(of(ORDERS)))
                .isEqualTo(4);
    }

    @Test
    void aTableThatIsGoneSinceCountsWhole() {
        assertThat(of(ORDERS).driftFrom(of(ORDERS, new Table("public.refunds", 4, 0, 4, 0, 0))))
                .isEqualTo(4);
    }

    @Test
    void sumsUpWhatIsGivenUpAndWhatComesBack() {
        var comparison = of(ORDERS, new Table("public.order_items", 10, 10, 3, 0, 1));

        assertThat(comparison.givenUp()).isEqualTo(40);
        assertThat(comparison.comingBack()).isEqualTo(2);
        assertThat(comparison.changed()).isEqualTo(6);
    }

    @Test
    void ofThousandsOfTablesThoseThatLoseMostAreListedAndTheRestIsSummedUp() {
        var tables = IntStream.range(0, 5000)
                .mapToObj(i -> new Table("t" + i, 10, 9, i % 2 == 0 ? i : 0, 0, 1))
                .toArray(Table[]::new);
        Comparison all = of(tables);
        Comparison shortened = all.shortened(4000).shortened(50);

        assertThat(shortened.tables()).hasSize(50).startsWith(new Table("t4998", 10, 9, 4998, 0, 1));
        assertThat(shortened.others().tables()).isEqualTo(4950);
        assertThat(shortened.others().differing()).isEqualTo(4950);
        assertThat(shortened.givenUp()).isEqualTo(all.givenUp());
        assertThat(shortened.changed()).isEqualTo(5000);
        assertThat(shortened.driftFrom(shortened)).isZero();
        assertThat(of(ORDERS).shortened(50)).isEqualTo(of(ORDERS));
    }

    private static Comparison of(Table... tables) {
        return new Comparison(Instant.EPOCH, Instant.EPOCH, List.of(tables), "d");
    }
}
