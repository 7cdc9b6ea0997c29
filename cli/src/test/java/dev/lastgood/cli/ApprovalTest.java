package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("A1")
class ApprovalTest {
    private final StringWriter shown = new StringWriter();
    private final PrintWriter out = new PrintWriter(shown);

    @Test
    void a_yes_on_a_terminal_holds_for_the_numbers_that_were_shown() {
        String question = Approval.of(Samples.status(true, null), out, prompt -> {
            assertThat(shown.toString()).contains("Restore shop?", "orders: 37 only in live");
            assertThat(prompt).contains("Approve q1?");
            return "yes";
        });

        assertThat(question).isEqualTo("q1");
    }

    @Test
    void anything_but_yes_approves_nothing() {
        assertThatThrownBy(() -> Approval.of(Samples.status(true, null), out, prompt -> "y"))
                .hasMessage("nothing was approved");
        assertThatThrownBy(() -> Approval.of(Samples.status(true, null), out, prompt -> null))
                .hasMessage("nothing was approved");
    }

    @Test
    void where_nothing_is_asked_the_rollback_says_so_itself() {
        assertThat(Approval.of(Samples.status(false, null), out, prompt -> "yes"))
                .isNull();
    }
}
