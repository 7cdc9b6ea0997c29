package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Deployments;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.rollback.Timers;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@inheritDoc} */
public final class DeploymentWatchWorkflow implements DeploymentWatch {
    /** Told so soon after, what is measured over minutes still tells of before. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    /** Of one run: no history grows without bounds. */
    private static final int MOST_ROUNDS = 100;

    private final Order order;
    private final Deployment deployment;
    private final Deployments how;
    private final Rounds rounds;
    private final Surroundings surroundings;
    private final Judging judging;
    private final Succession succession;
    private @Nullable Judgement judgement;
    private boolean waits;
    private int roundsOfThisRun;
    private @Nullable Ending ending;
    private @Nullable Instant endedAt;

    @WorkflowInit
    public DeploymentWatchWorkflow(Order order) {
        this.order = order;
        this.deployment = order.deployment();
        this.how = Objects.requireNonNullElseGet(
                order.service().deployments(),
                () -> Deployments.standard(order.service().watch()));
        this.rounds = new Rounds(order, how);
        this.surroundings = new Surroundings(order, rounds::say);
        this.judging = new Judging(deployment, rounds, surroundings);
        this.succession = new Succession(order, surroundings);
    }

    @Override
    public DeploymentStatus watch(Order same) {
        String id = order.service().ref().deploymentId();
        if (!Workflow.getInfo().getWorkflowId().equals(id)) {
            throw Failures.permanent(
                    FailureType.BAD_START,
                    "the watch of " + order.service().ref() + " must run as " + id + ", which makes it the only one");
        }
        Workflow.upsertMemo(deployment.memo());
        if (order.tally() == null) {
            rounds.say(deployment.by() + " told of " + deployment.version() + ", live since "
                    + Words.minute(deployment.at()));
            surroundings.record(status());
        }
        end(follow());
        Workflow.await(Workflow::isEveryHandlerFinished);
        succession.recordLate();
        Order next = succession.next();
        if (next != null) {
            Workflow.continueAsNew(next.goingOn(null, succession.earlier(status())));
        }
        return status();
    }

    private Ending follow() {
        Ending end = order.tally() == null ? begin() : null;
        while (end == null) {
            end = Timers.await(how.every(), "Deployment: next round", this::interrupted) ? interruption() : round();
        }
        return end;
    }

    private @Nullable Ending begin() {
        Ending rolledBack = judging.rolledBack();
        if (rolledBack != null) {
            return rolledBack;
        }
        Duration ahead = Duration.between(Rounds.now(), deployment.at());
        if (ahead.compareTo(JUST_NOW.negated()) >= 0) {
            rounds.baseline(ahead.compareTo(Duration.ZERO) > 0);
        }
        if (ahead.compareTo(Duration.ZERO) > 0) {
            Timers.await(ahead, "Deployment: goes live", this::interrupted);
        }
        rounds.open();
        return null;
    }

    private @Nullable Ending round() {
        Ending rolledBack = judging.rolledBack();
        if (rolledBack != null) {
            return rolledBack;
        }
        rounds.next();
        if (rounds.isBad()) {
            return new Ending(Verdict.BAD, rounds.whyBad());
        }
        if (rounds.isOver()) {
            return rounds.isEnough() ? judging.good() : unclear();
        }
        if (++roundsOfThisRun >= MOST_ROUNDS && !interrupted()) {
            succession.recordLate();
            Workflow.continueAsNew(order.goingOn(rounds.tally(), succession.earlier()));
        }
        return null;
    }

    private boolean interrupted() {
        return succession.next() != null || judgement != null;
    }

    private Ending interruption() {
        return judgement == null
                ? new Ending(
                        Verdict.SUPERSEDED,
                        "superseded by "
                                + Objects.requireNonNull(succession.next())
                                        .deployment()
                                        .version())
                : new Ending(judgement.verdict(), judgement.person() + " says so: " + judgement.why());
    }

    private @Nullable Ending unclear() {
        String why = rounds.whyUnclear();
        if (how.tooLittle() == Deployments.TooLittle.ASK) {
            return asked(why);
        }
        if (how.tooLittle() == Deployments.TooLittle.LONGER && rounds.lengthen()) {
            rounds.say(why + "; watched for another " + Words.duration(how.window()));
            return null;
        }
        surroundings.tell(deployment.version() + " could not be judged", why, List.of());
        return new Ending(Verdict.UNCLEAR, why);
    }

    private Ending asked(String why) {
        waits = true;
        rounds.say(why + "; a person is asked");
        String command = "lastgood deployments " + deployment.service().service() + " --environment "
                + deployment.service().environment() + " --by YOU --reason WHY --mark ";
        Duration patience = order.service().approval().answerWithin();
        surroundings.tell(
                "is " + deployment.version() + " good?",
                why,
                List.of(
                        "It is good, and later rollbacks may go back to it: " + command + "good",
                        "It is bad, as if its checks had failed: " + command + "bad",
                        "Nobody can say: " + command + "unclear",
                        "No answer within " + Words.duration(patience) + " counts as the last"));
        boolean answered = Timers.await(patience, "Deployment: a person's word", this::interrupted);
        waits = false;
        return answered ? interruption() : new Ending(Verdict.UNCLEAR, why + "; nobody answered");
    }

    private void end(Ending end) {
        rounds.say(Words.of(end.verdict()) + ": " + end.why());
        ending = switch (end.verdict()) {
            case BAD -> bad(end);
            // A person's word; the release is looked up as for the watch's own.
            case GOOD -> end.release() == null ? end.of(surroundings.runs()) : end;
            default -> end;
        };
        endedAt = Rounds.now();
        surroundings.record(status());
    }

    private Ending bad(Ending end) {
        // First: once a rollback has changed it, the platform names another release.
        Release runs = surroundings.runsAtAGlance();
        Release its = runs == null || judging.otherThanTold(runs) != null ? null : runs;
        Consequence.Begun begun = new Consequence(order).of(end.why(), rounds.badSince(), its);
        rounds.say(begun.words());
        return end.of(its).by(begun.rollback());
    }

    @Override
    public State state() {
        return new State(status(), succession.earlier());
    }

    @Override
    public void deployed(Order other) {
        succession.told(other);
    }

    @Override
    public void judged(Judgement other) {
        if (other.deployment().equals(deployment.id()) && ending == null) {
            judgement = other;
        }
    }

    private DeploymentStatus status() {
        return new DeploymentStatus(
                deployment,
                rounds.began(),
                endedAt,
                ending == null ? null : ending.verdict(),
                ending == null ? standing() : ending.why(),
                ending == null ? null : ending.release(),
                ending == null ? null : ending.rollback(),
                waits,
                rounds.lines(),
                rounds.last());
    }

    private String standing() {
        return waits
                ? "a person is asked whether it is good"
                : "watched until " + Words.minute(rounds.until()) + ", " + rounds.count() + " rounds so far";
    }
}
