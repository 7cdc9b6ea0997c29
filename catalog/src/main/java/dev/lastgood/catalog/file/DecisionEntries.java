package dev.lastgood.catalog.file;

import dev.lastgood.catalog.file.Entries.CheckEntry;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.Matchers;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.plan.Option;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code decisions} as the catalog has them. */
public final class DecisionEntries {
    private DecisionEntries() {}

    /** What is done where something can't be told. */
    public enum Doubt {
        ASK,
        AT_ONCE;

        Action action() {
            return this == ASK ? Action.ASK : Action.AT_ONCE;
        }
    }

    /** What a freeze does. */
    public enum Frozen {
        HELD,
        ASK
    }

    /** The matrix, and what holds it back. */
    public record Decisions(
            @Describe(
                    "The decision matrix, row by row; the first that an alert matches decides. Without any, each alert"
                            + " of the service rolls it back at once.")
            @Default("[]")
            List<RuleEntry> rules,

            @Describe("What the end of the alert means while nothing has been contained yet.") @Default("ask")
            Policy.Resolved onResolved,

            @Describe("How long after a rollback's end a person is asked instead.") @Default("30m")
            Duration cooldown,

            @Describe("A release that ran well for longer than this is hardly the cause: a person is asked.")
            @Default("24h")
            Duration releaseWindow,

            @Describe("How far clocks may differ.") @Default("2m")
            Duration clockAllowance,

            @Describe(
                    "The Prometheus rule's for and range together, where the alert does not say them by the annotations"
                            + " lastgood_for and lastgood_range.")
            @Default("5m")
            Duration alertFor,

            @Describe("What is done where nobody knows since when the newest release runs.") @Default("ask")
            Doubt whenReleaseUnknown,

            @Describe("What is done where the trouble may have begun before the newest release, or after it.")
            @Default("ask")
            Doubt whenDoubtful,

            @Describe(
                    "Matchers of alerts that keeping users out causes by itself, one of which must match; they have no"
                            + " effect on a rollback that contains. Names that speak of something down or absent, when not given.")
            @Nullable
            List<String> causedByContainment,

            @Describe("Times in which nothing is rolled back by itself.") @Default("[]")
            List<FreezeEntry> freezes) {}

    /** A row of the matrix. */
    public record RuleEntry(
            @Describe("What people call it, such as 'P0 - Critical: service down, data loss'.")
            String name,

            @Describe("Labels and their values, or a list of matchers in Alertmanager's syntax; all must match. Without"
                    + " it, every alert.")
            @Default("[]")
            Matchers when,

            @Describe("What is done.") Action action,

            @Describe("The time limit, counted from the alert's beginning.") @Nullable
            Duration within,

            @Describe("With veto: how long people have to say no.") @Nullable
            Duration veto,

            @Describe("With watch: how long.") @Default("10m")
            Duration watch,

            @Describe(
                    "With watch: it gets worse when this check fails. When not given: when the alert still fires at the"
                            + " end.")
            @Nullable
            CheckEntry worse,

            @Describe("How long a hotfix may take that a person promises, before it is asked again.") @Default("30m")
            Duration hotfix,

            @Describe("What goes back. All that the service has, when not given.") @Default("[]")
            Set<Option> options,

            @Describe("Where this alert means another impact than the service's.") @Nullable
            Impact impact,

            @Describe("Whether it is acted on in a freeze too.") @Default("false")
            boolean ignoresFreeze) {}

    /** A time in which nothing is rolled back by itself. */
    public record FreezeEntry(
            @Describe("What people call it.") String name,

            @Describe("When it begins, as cron writes it: 0 18 * * FRI.") @Nullable
            String schedule,

            @Describe("With schedule: how long it lasts, by the clock on the wall.") @Nullable
            Duration lasts,

            @Describe("The time zone of schedule, and of what a calendar writes without one.") @Default("UTC")
            String zone,

            @Describe("An iCalendar file (.ics), whose events are the times. Relative to the catalog's folder.")
            @Nullable
            String calendar,

            @Describe("held: people are told. ask: a person is asked.") @Default("held")
            Frozen then) {}
}
