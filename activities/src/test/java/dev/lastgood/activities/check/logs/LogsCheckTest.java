package dev.lastgood.activities.check.logs;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.workflows.model.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("V4")
class LogsCheckTest {
    private static final Instant SINCE = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path folder;

    @Test
    void aLogWithoutNewErrorsPasses() throws IOException {
        write("10:00 started\n");
        CheckResult before = ask(Map.of(), null);
        write("10:05 started again\n10:06 served\n");

        CheckResult after = ask(Map.of(), before);

        assertThat(after.verdict()).isEqualTo(PASSED);
        assertThat(after.detail()).matches("no new errors among 2 lines since \\d\\d:\\d\\d:\\d\\d UTC");
    }

    @Test
    void aNewErrorFailsWithItsLine() throws IOException {
        write("10:00 started\n");
        CheckResult before = ask(Map.of(), null);
        write("10:05 ERROR no such column loyalty\n10:06 ERROR no such column loyalty\n10:06 FATAL disk full\n");

        CheckResult after = ask(Map.of(), before);

        assertThat(after.verdict()).isEqualTo(FAILED);
        assertThat(after.brief())
                .matches(
                        "3 new errors among 3 lines since .*, expected none: 10:05 ERROR no such column loyalty \\(2 times\\)");
        assertThat(after.detail()).endsWith("\n10:06 FATAL disk full");
        assertThat(after.values()).containsEntry("errors", 3.0);
    }

    @Test
    void anErrorThatWasThereBeforeIsNotNewThoughItsNumbersDiffer() throws IOException {
        write("2026-11-21 09:00:01,123 ERROR user 17 (7f9c24e8-5d31-4e8b-9a0b-1c2d3e4f5a6b) not found at 0x7ffe\n");
        CheckResult before = ask(Map.of(), null);
        write("2026-11-21 11:30:59,001 ERROR user 4711 (00000000-5d31-4e8b-9a0b-1c2d3e4f5a6b) not found at 0x11\n");

        assertThat(ask(Map.of(), before).detail()).endsWith(", 1 known from before");
        assertThat(ask(Map.of("new-only", false), before).verdict()).isEqualTo(FAILED);
    }

    @Test
    void whatWasThereBeforeIsRememberedWhenTheLogIsNew() throws IOException {
        write("ERROR cache 1 is cold\n");
        CheckResult before = ask(Map.of(), null);
        Files.delete(log());
        Files.writeString(folder.resolve("other"), "x"); // Takes the place of the old file on the disk.
        write("ERROR cache 2 is cold\nstarted\n");

        assertThat(ask(Map.of(), before).detail()).startsWith("no new errors among 2 lines");
    }

    @Test
    void aLogThatWasRotatedMeanwhileIsReadOnInTheOldFile() throws IOException {
        write("started\n");
        CheckResult before = ask(Map.of(), null);
        write("ERROR one\n");
        Files.move(log(), Path.of(log() + ".1"));
        write("ERROR two\n");

        assertThat(ask(Map.of(), before).detail())
                .startsWith("2 new errors among 2 lines")
                .contains("ERROR one", "ERROR two");
    }

    @Test
    void someErrorsCanBePutUpWith() throws IOException {
        write("started\n");
        CheckResult before = ask(Map.of(), null);
        write("ERROR a\nERROR b\nlast_error: none\n");

        assertThat(ask(Map.of("at-most", 2, "ignore", List.of("last_error")), before)
                        .passed())
                .isTrue();
        assertThat(ask(Map.of("at-most", 1, "ignore", List.of("last_error")), before)
                        .brief())
                .contains("2 new errors", "expected at most 1");
    }

    @Test
    @Tag("V10")
    void aSilentLogIsUnknownUnlessSilenceIsUsual() throws IOException {
        write("started\n");
        CheckResult before = ask(Map.of(), null);

        assertThat(ask(Map.of(), before).verdict()).isEqualTo(UNKNOWN);
        assertThat(ask(Map.of(), before).detail()).matches("no data: 0 lines since .*, at least 1 expected");
        assertThat(ask(Map.of("min-lines", 0), before).passed()).isTrue();
    }

    @Test
    @Tag("V10")
    void withNothingFromBeforeAndNoFileItIsUnknown() throws IOException {
        Checks.says(ask(Map.of(), null), UNKNOWN, "could not be asked: there is no file " + log());
        write("ERROR user 1\nERROR user 2\nwell\n");
        Checks.says(
                ask(Map.of(), null), UNKNOWN, "nothing from before to compare with; it holds 2 errors of 1 kind now");
    }

    @Test
    void withoutAnEarlierLookTheTimesInTheLogTell() throws IOException {
        write(line(-3600, "ERROR slow") + line(-60, "ERROR user 1 gone") + "\tat Shop.java:7 (error)\n"
                + line(5, "started") + line(6, "ERROR user 2 gone") + line(7, "ERROR brand new"));

        CheckResult result = Checks.ask(check(), settings(Map.of()), null, SINCE, null);

        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.brief()).matches("1 new error among 3 lines since .*: .* ERROR brand new");
    }

    @Test
    void timesOfWebServersAndOfSyslogAreReadToo() {
        var times = new LogTimes("Europe/Paris", Instant.parse("2026-01-02T00:00:00Z"));

        assertThat(times.of("10.0.0.1 - - [21/Nov/2025:09:52:11 +0100] \"GET /\" 500"))
                .isEqualTo("2025-11-21T08:52:11Z");
        assertThat(times.of("Dec 31 23:59:58 web-1 shop[7]: up")).isEqualTo("2025-12-31T22:59:58Z");
        assertThat(times.of("2025-11-21T09:52:11.123+0530 x")).isEqualTo("2025-11-21T04:22:11Z");
        assertThat(times.of("{\"time\":\"2025-11-21 09:52:11\"}")).isEqualTo("2025-11-21T08:52:11Z");
        assertThat(times.of("\tat Shop.java:7")).isNull();
    }

    @Test
    void whatAProgramPrintsIsAsGood() {
        CheckResult before = command("echo 'ERROR user 1'", null);
        CheckResult after = command("echo 'ERROR user 2'; echo 'ERROR of another kind'; echo {since-epoch}", before);

        assertThat(before.verdict()).isEqualTo(UNKNOWN);
        assertThat(after.brief()).matches("1 new error among 3 lines since .*: ERROR of another kind");
    }

    /** As journalctl prints it, and exits with 0. */
    @Test
    @Tag("V10")
    void whatTheJournalSaysOfItselfIsNoLineOfTheLog() {
        CheckResult before = command("echo '-- Boot 0123456789abcdef0123456789abcdef --'; echo 'ERROR 1'", null);

        assertThat(command("echo '-- No entries --'", before).detail()).startsWith("no data: 0 lines since ");
        assertThat(command("echo '-- 3 errors --'", before).brief()).startsWith("1 new error among 1 line since ");
    }

    @Test
    @Tag("V10")
    void aProgramThatFailsIsUnknownWithItsLastLine() {
        Checks.says(
                command("echo no such container; exit 1", null),
                UNKNOWN,
                "could not be asked: 'sh -c echo no such container; exit 1' ended with exit code 1: no such container");
    }

    private CheckResult command(String script, CheckResult before) {
        Map<String, Object> how = Map.of("command", List.of("sh", "-c", script));
        return Checks.ask(check(), how, before, null, null);
    }

    private static String line(int seconds, String text) {
        return SINCE.plusSeconds(seconds) + " " + text + "\n";
    }

    private Path log() {
        return folder.resolve("shop.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Map<String, Object> settings(Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("path", log().toString());
        return settings;
    }

    private CheckResult ask(Map<String, Object> more, CheckResult before) {
        return Checks.ask(check(), settings(more), before, null, null);
    }

    private static LogsCheck check() {
        return new LogsCheck(Given.settings());
    }
}
