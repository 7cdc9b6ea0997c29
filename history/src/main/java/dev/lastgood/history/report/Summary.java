package dev.lastgood.history.report;

import dev.lastgood.history.Downtime;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import java.util.ArrayList;
import java.util.List;

/** The one paragraph for those who read no further: what broke, what was done, what was given up, how it ended. */
final class Summary {
    private final Facts facts;
    private final RollbackStatus status;

    private Summary(Facts facts) {
        this.facts = facts;
        this.status = facts.status();
    }

    static String of(Facts facts) {
        Summary summary = new Summary(facts);
        return String.join(
                " ", summary.broke(), summary.done(), summary.givenUp(), summary.keptOut(), summary.ending());
    }

    private String broke() {
        String start = status.startedBy() + " started the rollback of "
                + status.rollback().service() + " at " + Words.time(status.startedAt()) + " UTC: "
                + ended(status.reason());
        Alert alert = facts.request().cause().alert();
        return alert == null
                ? start
                : start + " The alert \"" + alert.summary() + "\" began at " + Words.time(alert.startsAt()) + " UTC.";
    }

    private String done() {
        List<String> done = new ArrayList<>();
        add(done, StepId.KILL_SWITCH_ON, "the kill switch was turned on");
        add(done, StepId.STOP, "the application was stopped");
        add(done, StepId.EMERGENCY_BACKUP, "an emergency backup was taken");
        add(done, StepId.SWAP, database());
        add(done, StepId.DEPLOY, release());
        if (done.isEmpty()) {
            return "Nothing was changed that still stands.";
        }
        String list = String.join(", ", done);
        return Character.toUpperCase(list.charAt(0)) + list.substring(1) + ".";
    }

    private void add(List<String> done, StepId step, String what) {
        if (facts.stands(step)) {
            done.add(facts.is(step, State.BY_HAND) ? what + " (by hand)" : what);
        }
    }

    private String database() {
        return status.backup() == null
                ? "the database was restored"
                : "the database was put back to its state of "
                        + Words.time(status.backup().backup().takenAt());
    }

    private String release() {
        String from =
                status.from() == null ? "the running release" : status.from().name();
        String to = status.to() == null ? "an earlier one" : status.to().name();
        return from + " was replaced by " + to;
    }

    private String givenUp() {
        Comparison comparison = status.comparison();
        if (!facts.stands(StepId.SWAP)) {
            return "No data was given up.";
        }
        if (comparison == null) {
            return "What data was given up was not measured.";
        }
        String older = comparison.changed() == 0
                ? ""
                : "; " + Words.count(comparison.changed(), "changed row") + " went back to older values";
        String back = comparison.comingBack() == 0
                ? ""
                : "; " + Words.count(comparison.comingBack(), "deleted row") + " came back";
        String about = comparison.sampled() ? "about " : "";
        return "Given up: " + about + Words.count(comparison.givenUp(), "row") + " written since the backup" + older
                + back + ".";
    }

    private String keptOut() {
        Downtime downtime = facts.durations().downtime();
        if (downtime.from() == null) {
            return "Users were not kept out.";
        }
        return downtime.ongoing()
                ? "Users have been kept out since " + Words.time(downtime.from()) + " and still are."
                : "Users were kept out for " + Words.duration(downtime.duration()) + ".";
    }

    private String ending() {
        if (status.outcome() != null) {
            String contained =
                    status.outcome().contained() ? " The service stays contained until a person reopens it." : "";
            return "Outcome: " + Words.words(status.outcome().kind()) + ". "
                    + ended(status.outcome().summary()) + contained;
        }
        String waits = status.question() == null
                ? ""
                : " It waits for a person: " + status.question().text();
        return "It is still running, in the phase \"" + status.phase().words() + "\"." + waits;
    }

    private static String ended(String sentence) {
        String text = Words.brief(sentence).strip();
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }
}
