package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.rollback.Timers;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import dev.lastgood.workflows.triage.TriageMailbox.News;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import dev.lastgood.workflows.triage.TriageStatus.Question;
import dev.lastgood.workflows.triage.TriageStatus.Stage;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches after a warning whether it gets worse, by the rule's check: worse rolls it back. */
final class WarningWatch {
    private static final Duration ROUND = Duration.ofMinutes(1);
    /** A check that fails once is asked again before it counts. */
    private static final Duration CONFIRM = Duration.ofSeconds(15);

    private final Matter matter;
    private final TriageMailbox mailbox;
    private final Conclusion conclusion;
    private final Duration time;
    /** Null where the alert itself is what is watched. */
    private final @Nullable Check worse;

    WarningWatch(Matter matter, TriageMailbox mailbox, Conclusion conclusion) {
        this.matter = matter;
        this.mailbox = mailbox;
        this.conclusion = conclusion;
        this.time = matter.rule().watch();
        this.worse = matter.rule().worse();
    }

    Outcome run() {
        open();
        CheckResult last = null;
        while (true) {
            News news = mailbox.await(TriageBoard.now().plus(ROUND));
            if (news == News.RESOLVED) {
                return new Outcome(Outcome.Kind.RECOVERED, "the alert resolved while it was watched", null, null);
            }
            if (news != News.TIME) {
                return conclusion.said();
            }
            if (worse != null) {
                last = look(worse);
                if (last.verdict() == Verdict.FAILED) {
                    return conclusion.automatic("it gets worse: " + last.detail());
                }
            }
            if (!mailbox.happened() && !TriageBoard.now().isBefore(matter.desk().deadline())) {
                return over(last);
            }
        }
    }

    private void open() {
        matter.board().stage(Stage.WATCH);
        Question asked = matter.desk()
                .open(
                        matter.name() + " is watched for " + Words.duration(time) + ": worse rolls it back",
                        matter.decision().reasons(),
                        List.of(Way.ROLL_BACK, Way.VETO, Way.EXTEND, Way.FIX_FORWARD),
                        time,
                        time,
                        worse == null
                                ? "it is rolled back if the alert still fires"
                                : "nothing is done if it has not got worse");
        matter.teller().ask(Kind.VETO, asked);
    }

    private Outcome over(@Nullable CheckResult last) {
        if (last == null) {
            return conclusion.automatic("the alert still fires after " + Words.duration(time));
        }
        if (last.passed()) {
            return new Outcome(Outcome.Kind.RECOVERED, "it has not got worse: " + last.detail(), null, null);
        }
        return conclusion.ask(
                "Roll " + matter.name() + " back? Whether it gets worse can't be told",
                List.of(last.name() + ": " + last.detail()));
    }

    /** A failure is one when it is found twice. */
    private CheckResult look(Check check) {
        CheckResult first = asked(check);
        if (first.verdict() != Verdict.FAILED) {
            return first;
        }
        Timers.await(CONFIRM, "Ask again whether it gets worse", mailbox::happened);
        return asked(check);
    }

    private CheckResult asked(Check check) {
        CheckResult result;
        try {
            result = new Ports(matter.service().taskQueue())
                    .soft(CheckActivities.class, "Does it get worse? " + check.name())
                    .run(new CheckActivities.Run(matter.ref(), check));
        } catch (TemporalFailure failure) {
            Failures.rethrowCancellation(failure);
            result = new CheckResult(check.name(), Verdict.UNKNOWN, Failures.brief(failure));
        }
        matter.board().checked(result);
        matter.board().say(null, result.name() + ": " + Words.of(result.verdict()) + ", " + result.detail());
        return result;
    }
}
