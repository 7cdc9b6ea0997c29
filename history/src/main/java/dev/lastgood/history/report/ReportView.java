package dev.lastgood.history.report;

import dev.lastgood.history.Downtime;
import dev.lastgood.history.Durations.StepTime;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.CheckWords;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the template sees; every value is plain text, which the template's {@code {{name}}} escapes. Lists that are empty are
 * skipped by {@code {{#name}}} and found by {@code {{^name}}}.
 */
record ReportView(
        String title,
        String summary,
        List<Fact> facts,
        List<Line> timeline,
        List<Checklist.Item> checklist,
        List<CheckRow> checks,
        List<String> watched,
        List<Compared> comparison,
        List<StepRow> steps,
        List<File> artifacts,
        List<String> undelivered,
        List<String> left,
        boolean contained,
        String postMortemDue) {

    private static final Duration POST_MORTEM_WITHIN = Duration.ofHours(24);

    record Fact(String name, String value) {}

    record Line(String at, String step, String person, String text) {}

    record CheckRow(String name, String verdict, String where, String detail) {}

    /**
     * @param swapped whether the restored data is live now
     * @param exact whether it was counted after the swap, on the displaced database
     * @param beside what else differs, or should be known, a sentence each
     */
    record Compared(
            String comparedAt,
            String backupTakenAt,
            boolean swapped,
            boolean exact,
            List<String> beside,
            List<TableRow> different,
            String same,
            TableRow total) {}

    record TableRow(String table, String live, String backup, String onlyInLive, String onlyInBackup, String changed) {}

    record StepRow(String step, String state, String took, String budget, String over, String detail) {}

    record File(String name, String bytes, String sha256, String uri) {}

    static ReportView of(Facts facts) {
        RollbackStatus status = facts.status();
        Instant end = status.endedAt() == null ? status.startedAt() : status.endedAt();
        return new ReportView(
                title(status),
                Summary.of(facts),
                facts(facts),
                status.timeline().stream().map(ReportView::line).toList(),
                Checklist.of(facts),
                status.checks().stream().map(ReportView::check).toList(),
                status.watched(),
                compared(facts),
                steps(facts),
                artifacts(status),
                status.undelivered(),
                status.left(),
                status.outcome() != null && status.outcome().contained(),
                Words.day(end.plus(POST_MORTEM_WITHIN)));
    }

    private static String title(RollbackStatus status) {
        String outcome = status.outcome() == null
                ? "still running"
                : Words.words(status.outcome().kind());
        return "Rollback of " + status.rollback().service() + ": " + outcome;
    }

    private static List<Fact> facts(Facts facts) {
        RollbackStatus status = facts.status();
        List<Fact> rows = new ArrayList<>();
        rows.add(new Fact("Service", status.rollback().service().service()));
        rows.add(new Fact("Environment", status.rollback().service().environment()));
        rows.add(new Fact(
                "Outcome",
                status.outcome() == null
                        ? "still running"
                        : Words.sentence(status.outcome().kind())));
        rows.add(new Fact("Release before", release(status.from())));
        rows.add(new Fact("Release gone back to", release(status.to())));
        rows.addAll(backups(status.backup()));
        rows.add(new Fact("Started by", status.startedBy()));
        rows.add(new Fact("Reason", Words.brief(status.reason())));
        rows.addAll(alert(facts.request().cause().alert()));
        rows.add(new Fact("Started", Words.time(status.startedAt()) + " UTC"));
        rows.add(new Fact("Ended", status.endedAt() == null ? "not yet" : Words.time(status.endedAt()) + " UTC"));
        rows.add(new Fact("Duration", duration(facts)));
        rows.add(new Fact("Downtime", downtime(facts.durations().downtime())));
        rows.add(new Fact("Rollback", status.rollback().id()));
        rows.add(new Fact("Temporal workflow", status.rollback().service().rollbackId()));
        return rows;
    }

    private static String release(@Nullable Release release) {
        if (release == null) {
            return "unknown, or not part of this rollback";
        }
        String id = release.id().equals(release.name()) ? "" : " (" + release.id() + ")";
        String since = release.deployedAt() == null ? "" : ", deployed " + Words.time(release.deployedAt()) + " UTC";
        return release.name() + id + since;
    }

    private static List<Fact> backups(Backup.@Nullable Choice choice) {
        if (choice == null) {
            return List.of(new Fact("Backup used", "none"));
        }
        List<Fact> rows = new ArrayList<>();
        Backup used = choice.backup();
        rows.add(new Fact(
                "Backup used",
                used.name() + ", taken " + Words.time(used.takenAt()) + " UTC, " + Words.number(used.bytes())
                        + " bytes"));
        for (Backup.Refused refused : choice.refused()) {
            rows.add(new Fact("Backup refused", refused.name() + ": " + Words.brief(refused.reason())));
        }
        return rows;
    }

    private static List<Fact> alert(@Nullable Alert alert) {
        return alert == null
                ? List.of()
                : List.of(
                        new Fact("Alert", alert.summary()),
                        new Fact("Alert began", Words.time(alert.startsAt()) + " UTC"),
                        new Fact("Alert's source", withoutCredentials(alert.generatorUrl())));
    }

    static String withoutCredentials(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }

    private static String duration(Facts facts) {
        Duration waiting = facts.durations().waiting();
        String total = Words.duration(facts.durations().total());
        return waiting.isZero() ? total : total + ", of which " + Words.duration(waiting) + " waiting for people";
    }

    private static String downtime(Downtime downtime) {
        if (downtime.from() == null) {
            return "none";
        }
        String span = Words.duration(downtime.duration()) + ", from " + Words.time(downtime.from());
        return downtime.ongoing()
                ? span + " UTC, still going on"
                : span + " to " + Words.time(downtime.until()) + " UTC";
    }

    private static Line line(Event event) {
        return new Line(
                Words.time(event.at()),
                event.step() == null ? "" : event.step().title(),
                event.person() == null ? "" : event.person(),
                Words.brief(event.text()));
    }

    private static CheckRow check(CheckResult result) {
        return new CheckRow(
                result.name(), Words.words(result.verdict()), CheckWords.where(result), Words.brief(result.detail()));
    }

    /** None or one. */
    private static List<Compared> compared(Facts facts) {
        Comparison comparison = facts.status().comparison();
        if (comparison == null) {
            return List.of();
        }
        List<Comparison.Table> tables = comparison.tables();
        String same = tables.stream()
                .filter(Comparison.Table::same)
                .map(Comparison.Table::table)
                .reduce((some, more) -> some + ", " + more)
                .orElse("");
        Comparison.Others others = comparison.others();
        Comparison.Table total = new Comparison.Table(
                "all tables",
                tables.stream().mapToLong(Comparison.Table::liveRows).sum()
                        + (others == null ? 0 : others.sum().liveRows()),
                tables.stream().mapToLong(Comparison.Table::backupRows).sum()
                        + (others == null ? 0 : others.sum().backupRows()),
                comparison.givenUp(),
                comparison.comingBack(),
                comparison.changed());
        return List.of(new Compared(
                Words.time(comparison.comparedAt()),
                Words.time(comparison.backupTakenAt()),
                facts.stands(StepId.SWAP),
                comparison.exact(),
                beside(comparison),
                different(comparison),
                same,
                table(total)));
    }

    private static List<TableRow> different(Comparison comparison) {
        List<TableRow> rows = new ArrayList<>();
        comparison.tables().stream()
                .filter(table -> !table.same())
                .map(ReportView::table)
                .forEach(rows::add);
        Comparison.Others others = comparison.others();
        if (others != null) {
            TableRow sum = table(others.sum());
            rows.add(new TableRow(
                    others.tables() + " other tables, of which " + others.differing() + " differ",
                    sum.live(),
                    sum.backup(),
                    sum.onlyInLive(),
                    sum.onlyInBackup(),
                    sum.changed()));
        }
        return rows;
    }

    private static List<String> beside(Comparison comparison) {
        List<String> lines = new ArrayList<>(comparison.notes());
        comparison.schema().forEach(it -> lines.add("Schema: " + it));
        comparison.migrations().forEach(it -> lines.add("Migration taken back: " + it));
        comparison.sequences().stream()
                .filter(it -> !Objects.equals(it.live(), it.backup()))
                .forEach(it ->
                        lines.add("Sequence " + it.name() + " goes on after " + Words.number(it.continuesAfter())));
        Artifact file = comparison.file();
        if (file != null) {
            lines.add("All of it, table by table, with examples where the catalog asks for them: " + file.uri());
        }
        return lines;
    }

    private static TableRow table(Comparison.Table table) {
        return new TableRow(
                table.table() + dev.lastgood.workflows.rollback.Words.sample(table),
                number(table, table.liveRows()),
                number(table, table.backupRows()),
                number(table, table.onlyInLive()),
                number(table, table.onlyInBackup()),
                number(table, table.changed()));
    }

    private static String number(Comparison.Table table, long rows) {
        return (table.sampled() > 0 ? "about " : "") + Words.number(rows);
    }

    private static List<StepRow> steps(Facts facts) {
        return facts.status().steps().stream().map(step -> stepRow(facts, step)).toList();
    }

    private static StepRow stepRow(Facts facts, Step step) {
        StepTime time = facts.durations().steps().stream()
                .filter(it -> it.step() == step.step())
                .findFirst()
                .orElse(null);
        String by = step.state() == State.BY_HAND
                ? facts.person(step.step()).map(name -> " by " + name).orElse("")
                : "";
        return new StepRow(
                step.step().title(),
                Words.words(step.state()) + by,
                time == null ? "" : Words.duration(time.taken()),
                Words.duration(step.budget()),
                time == null ? "" : over(time),
                Words.brief(step.detail()));
    }

    private static String over(StepTime time) {
        if (!time.overBudget()) {
            return "";
        }
        return time.over().isZero() ? "over budget" : "over by " + Words.duration(time.over());
    }

    /** Without an earlier version of this very report. */
    private static List<File> artifacts(RollbackStatus status) {
        return status.artifacts().stream()
                .filter(artifact -> !artifact.name().equals(Report.FILE))
                .map(ReportView::file)
                .toList();
    }

    private static File file(Artifact artifact) {
        return new File(
                artifact.name(),
                Words.number(artifact.bytes()),
                artifact.sha256().toLowerCase(Locale.ROOT),
                artifact.uri());
    }
}
