package dev.lastgood.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldedTest {
    @Test
    void aLongTextGoesOnInTheNextLineIndentedAndLosesNothing() {
        assertThat(Folded.lines("  1 s  ", "the newest backup was refused: cut short", 30))
                .containsExactly("  1 s  the newest backup was", "       refused: cut short");
    }

    @Test
    void aWordThatIsLongerThanALineIsSplit() {
        assertThat(Folded.lines("", "x".repeat(45), 20)).containsExactly("x".repeat(20), "x".repeat(20), "x".repeat(5));
    }

    @Test
    void aShortTextIsOneLine() {
        assertThat(Folded.lines("- ", "all well", Integer.MAX_VALUE)).containsExactly("- all well");
    }

    @Test
    void theWidthIsReadFromWhatSttySaysAndIsAUsualOneWhereItSaysNothing() {
        assertThat(TerminalWidth.columns("50 132\n")).isEqualTo(132);
        assertThat(TerminalWidth.columns("0 0\n")).isEqualTo(100);
        assertThat(TerminalWidth.columns("")).isEqualTo(100);
    }
}
