package dev.lastgood.catalog.freezes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Freeze;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.decision.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When nothing is rolled back by itself; times are those of Paris, where clocks change on 2026-03-29 and 2026-10-25. */
@Tag("T9")
class FreezesTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @TempDir
    Path folder;

    private static List<Hold> holds(Freeze freeze, Instant at) {
        Policy standard = Policy.standard();
        return Freezes.holds(
                new Policy(
                        List.of(),
                        standard.onResolved(),
                        standard.cooldown(),
                        standard.releaseWindow(),
                        standard.clockAllowance(),
                        standard.alertFor(),
                        Action.ASK,
                        List.of(freeze),
                        standard.brake()),
                at);
    }

    private static Instant paris(String time) {
        return LocalDateTime.parse(time).atZone(PARIS).toInstant();
    }

    private static Freeze cron(String schedule, String lasts) {
        return new Freeze("quiet", schedule, Duration.parse(lasts), "Europe/Paris", null);
    }

    private Freeze calendar(String... lines) {
        try {
            Path file = Files.writeString(
                    folder.resolve("c.ics"),
                    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n" + String.join("\r\n", lines)
                            + "\r\nEND:VCALENDAR\r\n");
            return new Freeze("quiet", null, null, "Europe/Paris", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Freeze event(String... lines) {
        return calendar("BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Sales\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T17:59:59, false",
        "2026-11-20T18:00, true",
        "2026-11-22T12:00, true",
        "2026-11-23T07:59:59, true",
        "2026-11-23T08:00, false",
        "2026-11-25T12:00, false",
        // In these two nights an hour is missing, or there twice: it ends at 8 by the clock on the wall.
        "2026-03-30T07:59, true",
        "2026-03-30T08:00, false",
        "2026-10-26T07:59, true",
        "2026-10-26T08:00, false"
    })
    void aWeekend(String at, boolean frozen) {
        assertThat(holds(cron("0 18 * * FRI", "PT62H"), paris(at))).hasSize(frozen ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T02:45, true",
        "2026-03-29T03:15, true",
        "2026-03-29T04:15, false",
        "2026-10-25T02:45, true",
        "2026-10-25T03:45, false"
    })
    void anHourThatTheClocksSkipOrRepeat(String at, boolean frozen) {
        assertThat(holds(cron("30 2 * * *", "PT1H"), paris(at))).hasSize(frozen ? 1 : 0);
    }

    @Test
    void whatHoldsSaysUntilWhenAndWhose() {
        assertThat(holds(cron("0 18 * * FRI", "PT62H"), paris("2026-11-21T10:00")))
                .containsExactly(new Hold(
                        Hold.Kind.FREEZE,
                        "all",
                        "the catalog",
                        "quiet",
                        paris("2026-11-20T18:00"),
                        paris("2026-11-23T08:00"),
                        false));
    }

    @ParameterizedTest
    @CsvSource({"2026-12-23T23:59, false", "2026-12-24T00:00, true", "2026-12-26T23:59, true", "2026-12-27T00:00, false"
    })
    void wholeDaysAreThoseOfTheFreezesZone(String at, boolean frozen) {
        Freeze freeze = event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227");
        assertThat(holds(freeze, paris(at))).hasSize(frozen ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"2026-10-25T00:00, true", "2026-10-25T23:59, true", "2026-10-26T00:00, false", "2027-03-28T12:00, true"
    })
    void aWholeDayThatComesAgainEachWeek(String at, boolean frozen) {
        assertThat(holds(event("DTSTART;VALUE=DATE:20261004", "RRULE:FREQ=WEEKLY"), paris(at)))
                .hasSize(frozen ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-19T18:30, true", // summer time
        "2026-10-26T18:30, true", // winter time: still from 18 to 19 on the wall
        "2026-10-26T17:30, false",
        "2026-11-02T18:30, false", // EXDATE
        "2026-11-09T18:30, false", // moved to 20:00
        "2026-11-09T20:30, true",
        "2026-12-28T18:30, false" // after UNTIL
    })
    void repetitionsExceptionsAndMovedOnes(String at, boolean frozen) {
        Freeze freeze = calendar(
                "BEGIN:VEVENT",
                "UID:1",
                "DTSTART;TZID=Europe/Paris:20261005T180000",
                "DTEND;TZID=Europe/Paris:20261005T190000",
                "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261221T170000Z",
                "EXDATE;TZID=Europe/Paris:20261102T180000",
                "END:VEVENT",
                "BEGIN:VEVENT",
                "UID:1",
                "RECURRENCE-ID;TZID=Europe/Paris:20261109T180000",
                "DTSTART;TZID=Europe/Paris:20261109T200000",
                "DURATION:PT1H",
                "END:VEVENT");
        assertThat(holds(freeze, paris(at))).hasSize(frozen ? 1 : 0);
    }

    @Test
    void timesInUtcAndTimesWithoutAZone() {
        Freeze utc = event("DTSTART:20261121T120000Z", "DTEND:20261121T130000Z");
        assertThat(holds(utc, Instant.parse("2026-11-21T12:30:00Z"))).hasSize(1);
        assertThat(holds(utc, paris("2026-11-21T12:30"))).isEmpty();
        Freeze floating = event("DTSTART:20261121T120000", "DTEND:20261121T130000");
        assertThat(holds(floating, paris("2026-11-21T12:30"))).hasSize(1);
        assertThat(holds(floating, paris("2026-11-21T13:30"))).isEmpty();
    }

    @Test
    void aZoneThatTheCalendarDefinesItself() {
        Freeze freeze = calendar(
                "BEGIN:VTIMEZONE",
                "TZID:Our Office",
                "BEGIN:STANDARD",
                "DTSTART:19700101T000000",
                "TZOFFSETFROM:+0530",
                "TZOFFSETTO:+0530",
                "END:STANDARD",
                "END:VTIMEZONE",
                "BEGIN:VEVENT",
                "DTSTART;TZID=Our Office:20261121T120000",
                "DTEND;TZID=Our Office:20261121T130000",
                "END:VEVENT");
        Instant noon = LocalDateTime.parse("2026-11-21T12:30")
                .atOffset(ZoneOffset.ofHoursMinutes(5, 30))
                .toInstant();
        assertThat(holds(freeze, noon)).hasSize(1);
        assertThat(holds(freeze, noon.plus(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void aCancelledEventIsNone() {
        Freeze freeze = event("STATUS:CANCELLED", "DTSTART:20261121T120000Z", "DTEND:20261121T130000Z");
        assertThat(holds(freeze, Instant.parse("2026-11-21T12:30:00Z"))).isEmpty();
    }

    @Test
    void theEventsNameIsTheReason() {
        Freeze freeze = event("DTSTART:20261121T120000Z", "DTEND:20261121T130000Z");
        assertThat(holds(freeze, Instant.parse("2026-11-21T12:30:00Z")))
                .extracting(Hold::reason)
                .containsExactly("quiet: Sales");
    }

    @Test
    void aCalendarThatIsGoneAsksRatherThanRollsBack() {
        Freeze gone = new Freeze(
                "quiet", null, null, "UTC", folder.resolve("gone.ics").toString());
        assertThat(holds(gone, Instant.EPOCH)).singleElement().satisfies(it -> {
            assertThat(it.asks()).isTrue();
            assertThat(it.reason())
                    .startsWith("quiet can't be told here, so it counts: ")
                    .endsWith("can't be read");
        });
    }

    @Test
    void aCalendarThatChangesCountsAsItIsNow() throws Exception {
        Instant noon = Instant.parse("2026-11-21T12:30:00Z");
        Freeze freeze = event("DTSTART:20261121T120000Z", "DTEND:20261121T130000Z");
        assertThat(holds(freeze, noon)).hasSize(1);
        event("DTSTART:20261122T120000Z", "DTEND:20261122T130000Z", "COMMENT:moved");
        assertThat(holds(freeze, noon)).isEmpty();
        Files.delete(Path.of(freeze.calendar()));
        assertThat(holds(freeze, noon)).singleElement().extracting(Hold::asks).isEqualTo(true);
    }

    @Test
    void aZoneThatNobodyKnowsIsAMistake() {
        Freeze freeze = event("DTSTART;TZID=Mars/Olympus:20261121T120000", "DURATION:PT1H");
        assertThat(Freezes.wrongCalendar(Path.of(freeze.calendar()), PARIS))
                .hasValueSatisfying(it -> assertThat(it).contains("time zone").contains("Mars/Olympus"));
    }

    @Test
    void anEventWithoutABeginningIsAMistake() {
        Freeze freeze = event("DTSTART:tomorrow", "DURATION:PT1H");
        assertThat(Freezes.wrongCalendar(Path.of(freeze.calendar()), PARIS))
                .contains("event 'Sales' has no beginning that can be read; give it a DTSTART");
    }
}
