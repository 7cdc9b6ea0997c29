package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("V7")
class ChartTest {
    private final Chart chart = new Chart();

    @Test
    void aValueIsARowOfBarsWithItsNumbers() {
        measured(0.1, 0.1, 0.4, 0.2);

        assertThat(chart.lines()).containsExactly("error rate ▃▃█▅: least 0.1, average 0.2, most 0.4");
    }

    @Test
    void aSteadyZeroIsAFlatRow() {
        measured(0, 0, 0);

        assertThat(chart.lines()).containsExactly("error rate ▁▁▁: least 0, average 0, most 0");
    }

    @Test
    void aCheckWithoutValuesIsARowOfMarks() {
        for (Verdict verdict : List.of(Verdict.PASSED, Verdict.FAILED, Verdict.UNKNOWN, Verdict.PASSED)) {
            chart.add(List.of(new CheckResult("health", verdict, "")));
        }

        assertThat(chart.lines()).containsExactly("health ✓✗?✓: 2 of 4 rounds passed");
    }

    @Test
    void aLongWatchFitsOnALineAndKeepsItsPeaks() {
        for (int i = 0; i < 120; i++) {
            measured(i == 77 ? 9 : 1);
        }

        String row = chart.lines().get(0);
        assertThat(row).contains("█").endsWith("least 1, average 1.07, most 9");
        assertThat(row.substring("error rate ".length(), row.indexOf(':'))).hasSize(40);
    }

    private void measured(double... values) {
        for (double value : values) {
            chart.add(List.of(new CheckResult("error rate", Verdict.PASSED, "", Map.of("value", value))));
        }
    }
}
