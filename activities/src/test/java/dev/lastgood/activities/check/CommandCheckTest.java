package dev.lastgood.activities.check;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.workflows.model.CheckResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("V2")
class CommandCheckTest {

    @Test
    void exitCodeZeroPasses() {
        assertThat(ask(Map.of(), "true").passed()).isTrue();
    }

    @Test
    void anotherExitCodeFailsWithTheLastLines() {
        CheckResult result =
                ask(Map.of("env", Map.of("KEY", "env:TOKEN")), "sh", "-c", "echo login with $KEY broken; exit 7");

        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.detail())
                .contains("exit code 7", "login with *** broken")
                .doesNotContain("hunter2");
    }

    @Test
    void overItsTimeLimitItFails() {
        CheckResult result = ask(Map.of("time-limit", "200ms"), "sleep", "300");

        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.detail()).contains("was stopped after 200 ms");
    }

    @Test
    @Tag("V10")
    void aProgramThatIsNotThereIsUnknown() {
        assertThat(ask(Map.of(), "no-such-smoke-test").verdict()).isEqualTo(UNKNOWN);
    }

    @Test
    void anotherExitCodeCanBeWhatIsExpected() {
        assertThat(ask(Map.of("exit-codes", List.of(0, 3)), "sh", "-c", "exit 3")
                        .passed())
                .isTrue();
        assertThat(ask(Map.of("exit-codes", List.of(2, 3)), "sh", "-c", "exit 4")
                        .brief())
                .contains("ended with exit code 4 after ", ", expected 2 or 3");
    }

    @Test
    void whatItPrintsCanBeAskedFor() {
        Map<String, Object> wants = Map.of("contains", "12 passed", "lacks", "skipped");

        assertThat(ask(wants, "echo", "12 passed").passed()).isTrue();
        assertThat(ask(wants, "echo", "11 passed, 1 skipped").brief())
                .isEqualTo("'echo 11 passed, 1 skipped' did not print '12 passed', printed 'skipped'");
    }

    private static CheckResult ask(Map<String, Object> more, String... argv) {
        var settings = new HashMap<>(more);
        settings.put("argv", List.of(argv));
        return Checks.ask(new CommandCheck(Given.settings(Map.of("TOKEN", "hunter2"))), settings);
    }
}
