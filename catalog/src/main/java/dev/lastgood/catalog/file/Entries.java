package dev.lastgood.catalog.file;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.lastgood.catalog.rules.RuleSettings;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.Matchers;
import dev.lastgood.catalog.settings.Matches;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Deployments;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Verifying.Then;
import dev.lastgood.workflows.model.Verifying.Unknown;
import dev.lastgood.workflows.plan.StepId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The catalog as it is written. What an adapter understands besides lands in {@code settings}. */
public final class Entries {
    /** Names end up in file names, workflow ids and chat messages. */
    static final String NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$";

    static final String NAME_EXPECTED = "a name of letters, digits, dots, hyphens and underscores, at most 63 of them";

    private Entries() {}

    /** One service, in one environment once merged. */
    public record ServiceEntry(
            @Describe("What the fault does to the data: data-damage stops the application at once, degraded lets it"
                    + " serve until the swap.")
            Impact impact,

            @Describe("Which alerts are about this service: labels and their values, or a list of matchers in"
                    + " Alertmanager's syntax; all must match. Without any, only people start its rollback.")
            @Default("{}")
            Matchers alerts,

            @Describe("What is decided about its alerts.") @Default("{}")
            DecisionEntries.Decisions decisions,

            @Describe("Who is named in every message that calls a person.") @Default("[]")
            List<String> contacts,

            @Describe("What its Prometheus rules look at, which 'lastgood rules' makes.") @Default("{}")
            RuleSettings rules,

            @Describe("What keeps users out while the service is taken back.") @Nullable
            KillSwitchEntry killSwitch,

            @Describe("What runs the application and can put an older release in its place.") @Nullable
            ReleaseEntry release,

            @Describe("The database that can be restored from a backup.") @Nullable
            DatabaseEntry database,

            @Describe("What is captured before anything changes.") @Default("[]")
            List<EvidenceEntry> evidence,

            @Describe("What must pass before and after users are let in again.") @Default("[]")
            List<CheckEntry> checks,

            @Describe("The time after reopening in which a relapse is noticed.") @Default("{}")
            WatchEntry watch,

            @Describe("How people are asked.") @Default("{}")
            ApprovalEntry approval,

            @Describe("How long steps may take before people are told, where that differs from the runbook's times.")
            @Default("{}")
            Map<StepId, Duration> budgets,

            @Describe("The channels that are told, by name. All channels, when not given.") @Nullable
            List<String> messages,

            @Describe("The Temporal task queue of the workers that reach this service, when not the common one.")
            @Matches(pattern = NAME, expected = NAME_EXPECTED)
            @Nullable
            String taskQueue,

            @Describe("What follows a verification that fails.") @Default("{}")
            VerificationEntry verification,

            @Describe("How new releases are watched that 'lastgood deployed' tells of. Without it they are not.")
            @Nullable
            DeploymentsEntry deployments,

            @Describe("Where to look when a step has failed, for the message that calls a person.") @Nullable
            DiagnosisEntry diagnosis,

            @Describe("Where its alerts come from, and are silenced while it is taken back.") @Nullable
            AlertingEntry alerting) {}

    /** When too many services want to go back at once. */
    public record BrakeEntry(
            @Describe("More services than this, within the time, pull the brake; 0 means none.") @Default("3")
            int services,

            @Describe("The time.") @Default("10m") Duration within) {}

    /** Alerts that no service takes. */
    public record UnroutedEntry(
            @Describe("The channels that are told of them, by name. Those of all services, when not given.") @Nullable
            List<String> channels) {}

    /** A kill switch. */
    public record KillSwitchEntry(
            @Describe("Which adapter handles it.") String type,

            @Describe("What people call it. Services that share it name it alike; otherwise <service>-<environment>.")
            @Matches(pattern = NAME, expected = NAME_EXPECTED)
            @Nullable
            String name,

            @JsonAnySetter Map<String, Object> settings) {}

    /** An alerting system. */
    public record AlertingEntry(
            @Describe("Which adapter handles it.") String type,
            @JsonAnySetter Map<String, Object> settings) {}

    /** A release. */
    public record ReleaseEntry(
            @Describe("Which adapter handles it.") String type,

            @Describe(
                    "What people call it. Services that share it name it alike, so that only one of them takes it back at a"
                            + " time; otherwise <service>-<environment>.")
            @Matches(pattern = NAME, expected = NAME_EXPECTED)
            @Nullable
            String name,

            @JsonAnySetter Map<String, Object> settings) {}

    /** One source of evidence. */
    public record EvidenceEntry(
            @Describe("Which adapter captures it.") String type,

            @Describe("What its file is named after.") @Matches(pattern = NAME, expected = NAME_EXPECTED)
            String name,

            @JsonAnySetter Map<String, Object> settings) {}

    /** A database. */
    public record DatabaseEntry(
            @Describe("Which adapter handles it.") String type,

            @Describe("The server's address, as host:port.")
            @Matches(
                    pattern = "^(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9._-]+):\\d{1,5}$",
                    expected = "an address such as db.internal:5432, in quotes")
            String server,

            @Describe(
                    "The live database's name on the server: 1 to 63 bytes, no quotes, semicolons or control characters.")
            @Matches(
                    pattern = "^[^\"'`;\\u0000-\\u001f\\u007f]{1,63}$",
                    expected = "a database name of 1 to 63 bytes without quotes, semicolons and control characters")
            String name,

            @JsonAnySetter Map<String, Object> settings) {}

    /** A verification. */
    public record CheckEntry(
            @Describe("What people call it.") @Matches(pattern = NAME, expected = NAME_EXPECTED)
            String name,

            @Describe("Which adapter asks it.") String type,

            @Describe("The way it takes: public where users go, internal past the kill switch.") @Default("internal")
            Check.Road road,

            @Describe("When it is asked.") @Default("[\"before-reopening\", \"after-reopening\"]")
            Set<Check.When> when,

            @Describe("How often it is asked, each time it is its turn, until it passes.") @Default("1")
            int attempts,

            @Describe("The time between two attempts.") @Default("2s")
            Duration pauseBetween,

            @Describe("How long all attempts together may take; without an answer by then it is unknown.")
            @Default("5m")
            Duration deadline,

            @JsonAnySetter Map<String, Object> settings) {}

    /** The watch after reopening. */
    public record WatchEntry(
            @Describe("How long it lasts.") @Default("5m") Duration window,

            @Describe("How often the checks are asked.") @Default("15s")
            Duration every,

            @Describe("How many rounds in a row must not pass before it counts as a relapse.") @Default("2")
            int relapseAfter,

            @Describe("What is asked in every round, such as error rate and latency.") @Default("[]")
            List<CheckEntry> checks,

            @Describe("What is done when it gets worse again, in this order; after the last a person is called.")
            @Default("[\"ask\"]")
            List<Then> onRelapse,

            @Describe(
                    "A check that counts requests is unknown with fewer than this share of those before the rollback, as"
                            + " 0.1; 0 is never.")
            @Default("0.1")
            double leastTraffic) {}

    /** What follows a verification that fails. */
    public record VerificationEntry(
            @Describe("What is done when a check fails, in this order; after the last a person is called.")
            @Default("[\"ask\"]")
            List<Then> onFailure,

            @Describe("How many releases further back older-release may go.") @Default("1")
            int olderReleases,

            @Describe("What a check that is unknown counts as: fail, ask (a person says), or go-on where others pass.")
            @Default("fail")
            Unknown unknown,

            @Describe("How often retry looks again, for each step.") @Default("1")
            int retries,

            @Describe("The pause before it does.") @Default("30s")
            Duration pause) {}

    /** The watch of a new release. */
    public record DeploymentsEntry(
            @Describe("How long a release is watched.") @Default("10m")
            Duration window,

            @Describe("How often the checks are asked.") @Default("30s")
            Duration every,

            @Describe(
                    "What is asked in every round. An entry that is named as one of checks or watch.checks says only what"
                            + " is different here. When none are given: those of checks that are asked after reopening, and those of watch.")
            @Default("[]")
            List<CheckEntry> checks,

            @Describe("How many rounds in a row must fail before the release is bad.") @Default("3")
            int badRounds,

            @Describe("How many rounds must pass before it is good; what is unknown does not count.") @Default("3")
            int minRounds,

            @Describe(
                    "What is done where too little was measured to tell: tell people, ask one, or watch longer, once.")
            @Default("tell")
            Deployments.TooLittle tooLittle,

            @Describe("The label 'severity' of the alert that stands for a bad release.")
            @Matches(pattern = NAME, expected = NAME_EXPECTED)
            @Default("critical")
            String severity) {}

    /** Where a person who is called would look first. */
    public record DiagnosisEntry(
            @Describe("The application's log file; the release's, when not given.") @Nullable
            String log,

            @Describe("What the service needs, as host:port or URL each.") @Default("[]")
            List<String> dependencies,

            @Describe("Folders whose file systems must not be full.") @Default("[\"/\"]")
            List<String> disks) {}

    /** Questions to people. */
    public record ApprovalEntry(
            @Describe("How long a question stands open. No answer in time is a no.") @Default("30m")
            Duration answerWithin,

            @Describe(
                    "How many live rows may change between the comparison and the swap before people are asked again.")
            @Default("0")
            long driftTolerance) {}

    /** Where messages go. */
    public record ChannelEntry(
            @Describe("Which adapter delivers.") String type,

            @Describe("Which messages it takes.")
            @Default(
                    "[\"started\", \"question\", \"over-budget\", \"person-needed\", \"finished\", \"reminder\", \"veto\","
                            + " \"decision\", \"deployment\"]")
            Set<Notice.Kind> kinds,

            @JsonAnySetter Map<String, Object> settings) {}
}
