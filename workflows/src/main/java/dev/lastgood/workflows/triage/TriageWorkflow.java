package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.hold.SecondLook;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Rollback.Cancel;
import dev.lastgood.workflows.rollback.Timers;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import dev.lastgood.workflows.triage.TriageStatus.Question;
import dev.lastgood.workflows.triage.TriageStatus.Stage;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@inheritDoc} */
public final class TriageWorkflow implements Triage {
    private static final Duration ROUND = Duration.ofMinutes(1);
    /** A check that fails once is asked again before it counts. */
    private static final Duration CONFIRM = Duration.ofSeconds(15);

    private static final int MOST_PROMISES = 3;
    private static final int MOST_ASKED = 2;

    private final Order order;
    private final RollbackRequest request;
    private final Service service;
    private final Policy policy;
    private final Rule rule;
    private final RollbackRef ref;
    private final Heard heard;
    private final TriageBoard board;
    private final TriageDesk desk;
    private final TriageTeller teller;
    private @Nullable Cancel cancel;
    private @Nullable Alert worse;
    private @Nullable Alert late;
    private boolean escalated;
    private boolean resolved;
    private int promises;

    /** What ends a wait. */
    private enum News {
        ANSWER,
        WORSE,
        RESOLVED,
        TIME
    }

    @WorkflowInit
    public TriageWorkflow(Order order) {
        this.order = order;
        this.request = order.request();
        this.service = request.service();
        this.policy = service.policy();
        Rule matched = order.decision().rule();
        this.rule = matched == null ? Rule.of("no rule", List.of(), Action.ASK) : matched;
        this.ref = new RollbackRef(
                service.ref(), RollbackRef.keyOf(Workflow.getInfo().getFirstExecutionRunId()));
        this.heard = new Heard(request.cause().alert());
        this.board = new TriageBoard(order, ref, heard);
        this.desk = new TriageDesk(board);
        this.teller = new TriageTeller(order, ref);
    }

    @Override
    public Outcome run(Order same) {
        String id = Workflow.getInfo().getWorkflowId();
        if (!id.equals(service.ref().triageId())) {
            return new Outcome(
                    Outcome.Kind.REFUSED,
                    "started under the id " + id + "; it must run as "
                            + service.ref().triageId() + ", which makes it the only one",
                    null,
                    null);
        }
        board.say(
                null,
                Words.sentence(Words.of(order.decision().verdict())) + ": "
                        + order.decision().words());
        teller.record(null);
        Outcome outcome;
        try {
            outcome = decide();
        } catch (CanceledFailure e) {
            outcome = cancelled();
        }
        return close(outcome);
    }

    private Outcome decide() {
        return switch (order.decision().verdict()) {
            case START -> automatic("decided so");
            case WAIT -> rule.action() == Action.WATCH ? watch() : veto();
            case FIX_FORWARD -> fixForward(null, order.decision().words());
            case HELD -> new Outcome(Outcome.Kind.HELD, order.decision().words(), null, null);
            case IGNORED -> new Outcome(Outcome.Kind.IGNORED, order.decision().words(), null, null);
            case ASK, JOIN ->
                ask("Roll " + service.ref() + " back?", order.decision().reasons(), false);
        };
    }

    private Outcome close(Outcome outcome) {
        Workflow.newDetachedCancellationScope(() -> {
                    desk.close();
                    board.ended(outcome);
                    teller.record(outcome);
                    teller.ended(outcome);
                    teller.settle();
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
        Alert again = late;
        if (again != null) {
            Workflow.continueAsNew(new Order(request.causedBy(cause(again)), rejudged(again)));
        }
        return outcome;
    }

    // --- the ways of waiting ---

    private Outcome veto() {
        board.stage(Stage.VETO);
        Question asked = desk.open(
                service.ref() + " will be rolled back in " + Words.duration(rule.veto()) + " unless somebody objects",
                order.decision().reasons(),
                List.of(Way.VETO, Way.EXTEND, Way.ROLL_BACK, Way.FIX_FORWARD),
                rule.veto(),
                rule.veto(),
                "it is rolled back");
        teller.ask(Kind.VETO, asked);
        Instant remindedOf = null;
        while (true) {
            Instant deadline = desk.deadline();
            Instant reminder = deadline.minus(notice());
            News news = until(deadline.equals(remindedOf) ? deadline : reminder);
            if (news == News.TIME && TriageBoard.now().isBefore(desk.deadline())) {
                remindedOf = desk.deadline();
                remind();
            } else if (news == News.TIME) {
                return automatic("nobody objected within " + Words.duration(rule.veto()));
            } else if (news == News.RESOLVED) {
                Outcome end = recovered();
                if (end != null) {
                    return end;
                }
            } else {
                return said(news);
            }
        }
    }

    private Duration notice() {
        Duration fifth = rule.veto().dividedBy(5);
        return fifth.compareTo(ROUND) < 0 ? fifth : ROUND;
    }

    private void remind() {
        Question open = desk.question();
        if (open != null) {
            Duration left = Duration.ofSeconds(Math.round(
                    Duration.between(TriageBoard.now(), open.answerBy()).toMillis() / 1000.0));
            teller.remind(open, service.ref() + " will be rolled back in " + Words.duration(left));
            board.say(null, "People were reminded: " + Words.duration(left) + " left");
        }
    }

    private Outcome watch() {
        board.stage(Stage.WATCH);
        Question asked = desk.open(
                service.ref() + " is watched for " + Words.duration(rule.watch()) + ": worse rolls it back",
                order.decision().reasons(),
                List.of(Way.ROLL_BACK, Way.VETO, Way.EXTEND, Way.FIX_FORWARD),
                rule.watch(),
                rule.watch(),
                rule.worse() == null
                        ? "it is rolled back if the alert still fires"
                        : "nothing is done if it has not got worse");
        teller.ask(Kind.VETO, asked);
        CheckResult last = null;
        while (true) {
            News news = until(TriageBoard.now().plus(ROUND));
            if (news == News.RESOLVED) {
                return new Outcome(Outcome.Kind.RECOVERED, "the alert resolved while it was watched", null, null);
            }
            if (news != News.TIME) {
                return said(news);
            }
            if (rule.worse() != null) {
                last = look();
                if (last.verdict() == CheckResult.Verdict.FAILED) {
                    return automatic("it gets worse: " + last.detail());
                }
            }
            if (!happened() && !TriageBoard.now().isBefore(desk.deadline())) {
                return watched(last);
            }
        }
    }

    private Outcome watched(@Nullable CheckResult last) {
        if (last == null) {
            return automatic("the alert still fires after " + Words.duration(rule.watch()));
        }
        if (last.passed()) {
            return new Outcome(Outcome.Kind.RECOVERED, "it has not got worse: " + last.detail(), null, null);
        }
        return ask(
                "Roll " + service.ref() + " back? Whether it gets worse can't be told",
                List.of(last.name() + ": " + last.detail()),
                false);
    }

    /** A failure is one when it is found twice. */
    private CheckResult look() {
        CheckResult first = check();
        if (first.verdict() != CheckResult.Verdict.FAILED) {
            return first;
        }
        Timers.await(CONFIRM, "Ask again whether it gets worse", this::happened);
        return check();
    }

    private CheckResult check() {
        var check = Objects.requireNonNull(rule.worse());
        CheckResult result;
        try {
            result = new Ports(service.taskQueue())
                    .soft(CheckActivities.class, "Does it get worse? " + check.name())
                    .run(new CheckActivities.Run(ref, check));
        } catch (TemporalFailure failure) {
            if (Failures.isCancellation(failure)) {
                throw failure;
            }
            result = new CheckResult(check.name(), CheckResult.Verdict.UNKNOWN, Failures.brief(failure));
        }
        board.checked(result);
        board.say(null, result.name() + ": " + Words.of(result.verdict()) + ", " + result.detail());
        return result;
    }

    /** @param well whether what was wrong has gone away: silence ends it then */
    private Outcome ask(String text, List<String> lines, boolean well) {
        List<Way> ways = new ArrayList<>(List.of(Way.ROLL_BACK, Way.FIX_FORWARD));
        if (promises < MOST_PROMISES) {
            ways.add(Way.HOTFIX);
        }
        ways.add(Way.IGNORE);
        int rounds = well ? 1 : MOST_ASKED;
        for (int round = 1; round <= rounds; round++) {
            board.stage(Stage.ASK);
            teller.ask(
                    Kind.QUESTION,
                    desk.open(
                            round == 1 ? text : "Nobody has answered yet. " + text,
                            lines,
                            ways,
                            service.approval().answerWithin(),
                            rule.hotfix(),
                            round < rounds
                                    ? "it is asked once more; nothing is rolled back"
                                    : "nothing is rolled back"));
            News news = until(null);
            while (news == News.RESOLVED) {
                Outcome end = well ? null : recovered();
                if (end != null) {
                    return end;
                }
                news = until(null);
            }
            if (news != News.TIME) {
                return said(news);
            }
        }
        return well
                ? new Outcome(Outcome.Kind.RECOVERED, "the alert resolved, and nobody wanted a rollback", null, null)
                : new Outcome(
                        Outcome.Kind.NO_ANSWER,
                        "asked twice, and nobody answered; nothing was rolled back",
                        null,
                        null);
    }

    private Outcome hotfix(Reply promise) {
        promises++;
        Duration time = promise.time() == null ? rule.hotfix() : promise.time();
        board.stage(Stage.HOTFIX);
        Question open = desk.open(
                promise.person() + " says that a hotfix of " + service.ref() + " comes within " + Words.duration(time),
                promise.comment() == null ? List.of() : List.of(promise.comment()),
                List.of(Way.ROLL_BACK, Way.EXTEND, Way.FIX_FORWARD, Way.IGNORE),
                time,
                rule.hotfix(),
                "it is asked again if the alert still fires");
        teller.ask(Kind.DECISION, open);
        News news = until(null);
        if (news == News.RESOLVED || news == News.TIME && !heard.firing()) {
            return new Outcome(
                    Outcome.Kind.RECOVERED,
                    "the alert resolved; " + promise.person() + " had promised a hotfix",
                    promise.person(),
                    null);
        }
        if (news != News.TIME) {
            return said(news);
        }
        String times = promises == 1 ? "" : " That was promised " + promises + " times.";
        return ask(
                "The hotfix that " + promise.person() + " promised has not ended it: the alert still fires." + times
                        + " Roll " + service.ref() + " back now?",
                order.decision().reasons(),
                false);
    }

    // --- what comes of it ---

    private Outcome said(News news) {
        if (cancel != null) {
            return cancelled();
        }
        Alert stronger = worse;
        Reply reply = desk.given();
        if (reply == null) {
            worse = null;
            return automatic(
                    "another alert calls for a rollback at once: " + (stronger == null ? "" : stronger.summary()),
                    stronger);
        }
        String why = reply.comment() == null || reply.comment().isBlank() ? "" : ": " + reply.comment();
        return switch (Objects.requireNonNull(reply.way())) {
            case ROLL_BACK -> {
                desk.close();
                String reason = request.cause().reason() + " (" + reply.person() + " said to roll back" + why + ")";
                yield launch(
                        new Cause(reply.person(), reason, request.cause().alert()), "as " + reply.person() + " said");
            }
            case HOTFIX -> hotfix(reply);
            case FIX_FORWARD -> fixForward(reply.person(), reply.person() + " decided so" + why);
            case VETO -> new Outcome(Outcome.Kind.VETOED, "vetoed by " + reply.person() + why, reply.person(), null);
            default -> new Outcome(Outcome.Kind.IGNORED, "ignored by " + reply.person() + why, reply.person(), null);
        };
    }

    /** What {@code resolved} means before anything was touched; null goes on as if it had not. */
    private @Nullable Outcome recovered() {
        return switch (policy.resolved(false, heard.firing())) {
            case STOP -> new Outcome(Outcome.Kind.RECOVERED, "the alert resolved before anything was done", null, null);
            case GO_ON -> null;
            case ASK ->
                ask(
                        "The alert resolved before anything was done. Roll " + service.ref() + " back all the same?",
                        order.decision().reasons(),
                        true);
        };
    }

    private Outcome automatic(String why) {
        return automatic(why, null);
    }

    /** Nobody's word but the policy's: so the guard is asked. */
    private Outcome automatic(String why, @Nullable Alert stronger) {
        desk.close();
        board.say(null, Words.sentence(why));
        Alert alert = stronger == null ? Objects.requireNonNull(request.cause().alert()) : stronger;
        Decision now = new SecondLook(service, ref).ask(alert);
        if (cancel != null) {
            return cancelled();
        }
        return switch (now.verdict()) {
            case START, WAIT, JOIN -> {
                var reasons = new ArrayList<>(List.of(why));
                reasons.addAll(now.reasons());
                var decision = new Decision(Verdict.START, now.rule(), reasons, now.at(), now.guards(), now.due());
                var cause = cause(alert);
                yield launch(new Cause(cause.by(), cause.reason(), alert, decision), why);
            }
            case ASK -> ask("Roll " + service.ref() + " back? It does not go back by itself", now.reasons(), false);
            case FIX_FORWARD -> fixForward(null, now.words());
            case HELD -> new Outcome(Outcome.Kind.HELD, now.words(), null, null);
            case IGNORED -> new Outcome(Outcome.Kind.IGNORED, now.words(), null, null);
        };
    }

    private Outcome launch(Cause cause, String why) {
        boolean closing = Workflow.getInfo()
                .getParentWorkflowId()
                .equals(Optional.of(service.ref().rollbackId()));
        Launch.Launched launched = Launch.rollbackInTheEnd(request.causedBy(cause), closing);
        String person = cause.decision() == null ? cause.by() : null;
        return new Outcome(
                Outcome.Kind.ROLLED_BACK,
                (launched.started() ? "a rollback was started, " : "it joined the rollback that runs, ") + why,
                person,
                service.ref().rollbackId());
    }

    private Outcome fixForward(@Nullable String by, String why) {
        return new Outcome(Outcome.Kind.FIX_FORWARD, "to be fixed forward: " + why, by, null);
    }

    private Outcome cancelled() {
        return cancel == null
                ? new Outcome(Outcome.Kind.CANCELLED, "cancelled, without a name", null, null)
                : new Outcome(
                        Outcome.Kind.CANCELLED,
                        "cancelled by " + cancel.person() + ": " + cancel.reason(),
                        cancel.person(),
                        null);
    }

    // --- waiting, and what reaches it meanwhile ---

    /** Waits for news, at most until then or the question's deadline, which may move meanwhile. */
    private News until(@Nullable Instant wake) {
        while (true) {
            Instant deadline = desk.deadline();
            Instant end = wake == null || deadline.isBefore(wake) ? deadline : wake;
            Duration left = Duration.between(TriageBoard.now(), end);
            if (!left.isNegative() && !left.isZero()) {
                Timers.await(
                        left,
                        "Waiting for people, or the alert",
                        () -> happened() || !desk.deadline().equals(deadline));
            }
            if (cancel != null || desk.given() != null) {
                return News.ANSWER;
            }
            if (worse != null) {
                return News.WORSE;
            }
            if (resolved) {
                resolved = false;
                return News.RESOLVED;
            }
            if (desk.deadline().equals(deadline)) {
                return News.TIME;
            }
        }
    }

    private boolean happened() {
        return cancel != null || desk.given() != null || worse != null || resolved;
    }

    @Override
    public TriageStatus status() {
        return board.status();
    }

    @Override
    public Taken answer(Reply reply) {
        return desk.take(reply);
    }

    @Override
    public void alert(Alert alert) {
        if (!heard.take(alert)) {
            return;
        }
        if (!alert.firing()) {
            resolved = !heard.firing();
            board.heard(null, "The alert resolved: " + alert.summary() + (resolved ? "" : "; another still fires"));
            return;
        }
        resolved = false;
        board.heard(null, "Another alert joins: " + alert.summary());
        if (board.status().outcome() != null) {
            late = alert;
        } else if (!escalated
                && rule.action() != Action.AT_ONCE
                && rejudged(alert).verdict() == Verdict.START) {
            escalated = true;
            worse = alert;
        }
    }

    @Override
    public void cancel(Cancel who) {
        cancel = who;
        board.say(who.person(), "Cancelled: " + who.reason());
    }

    /** Kept in the history: a later version may decide otherwise. */
    private Decision rejudged(Alert alert) {
        return Workflow.sideEffect(Decision.class, () -> Decider.decide(alert, policy, World.quiet(TriageBoard.now())));
    }

    private Cause cause(Alert alert) {
        return alert.equals(request.cause().alert())
                ? request.cause()
                : new Cause(
                        request.cause().by(),
                        alert.summary(),
                        alert,
                        request.cause().decision());
    }
}
