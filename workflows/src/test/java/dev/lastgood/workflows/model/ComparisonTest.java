package dev.lastgood.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Comparison.Table;
import java.time.Instant;
import java.util.List;
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

    private static Comparison of(Table... tables) {
        return new Comparison(Instant.EPOCH, Instant.EPOCH, List.of(tables), "d");
    }
}
