package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final List<String> LINES = List.of(
            "Rollback of shop", "  ✔ Stop (3s)  it refused the connection", "? Restore it and give up 43 orders?");

    @Test
    void whatIsTooLongIsFoldedBetweenWordsSoThatNothingIsCutOff() {
        assertThat(screen(30, 20).fit(LINES))
                .containsExactly(
                        "Rollback of shop",
                        "  ✔ Stop (3s)  it refused the",
                        "      connection",
                        "? Restore it and give up 43",
                        "    orders?");
    }

    @Test
    void whereTheWindowIsLowStepsAreCutAndTheQuestionIsWhole() {
        assertThat(screen(30, 5).fit(LINES))
                .containsExactly(
                        "Rollback of shop",
                        "  ✔ Stop (3s)  it refused the ",
                        "? Restore it and give up 43",
                        "    orders?");
    }

    @Test
    void ofTooManyLinesTheLastAreShown() {
        assertThat(screen(30, 3).fit(LINES)).containsExactly("? Restore it and give up 43", "    orders?");
    }

    private static Screen screen(int columns, int rows) {
        return new Screen(Size.of(columns, rows));
    }
}
