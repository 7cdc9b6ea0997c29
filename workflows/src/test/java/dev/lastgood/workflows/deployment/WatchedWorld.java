package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.FakeReleases;
import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.activities.DecisionActivities;
import dev.lastgood.workflows.activities.DeploymentActivities;
import dev.lastgood.workflows.activities.MessageActivities;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.noted.Noted;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Checks, a platform, rollbacks, a history and people in memory. */
final class WatchedWorld implements CheckActivities, DeploymentActivities, MessageActivities {
    final List<DeploymentStatus> records = new CopyOnWriteArrayList<>();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<CheckActivities.Run> runs = new CopyOnWriteArrayList<>();
    final FakeReleases releases = new FakeReleases(new Release("1600000", "v1.6", null), call -> {});
    final Decisions decisions = new Decisions();
    final AtomicInteger asked = new AtomicInteger();

    /** What the checks say, by how often they were asked before: the baseline is the first. */
    volatile IntFunction<Verdict> verdicts = round -> Verdict.PASSED;

    volatile Consumer<Integer> before = round -> {};
    volatile Consumer<DeploymentStatus> recording = status -> {};
    volatile Consumer<Notice> person = notice -> {};
    volatile Seen seen = Seen.NONE;

    /** Of what was noted about the last look's alert. */
    String notedId() {
        var look = decisions.looks.get(decisions.looks.size() - 1);
        var decision = new Decision(decisions.verdict, null, List.of(), Instant.now());
        return new Noted(look.alert(), look.service().ref(), decision, List.of(), false).id();
    }

    @Override
    public CheckResult run(CheckActivities.Run run) {
        int round = asked.getAndIncrement();
        before.accept(round);
        runs.add(run);
        Verdict verdict = verdicts.apply(round);
        return new CheckResult(
                run.check().name(),
                verdict,
                verdict == Verdict.UNKNOWN ? "too few samples: 3 requests" : "8.1 %, must be below 5 %");
    }

    @Override
    public DeploymentActivities.Recorded record(DeploymentActivities.Entry entry) {
        recording.accept(entry.status());
        records.add(entry.status());
        return new DeploymentActivities.Recorded(entry.status().deployment().id());
    }

    @Override
    public Seen rollback(DeploymentActivities.Query query) {
        return seen;
    }

    @Override
    public Sent send(Send send) {
        notices.add(send.notice());
        person.accept(send.notice());
        return new Sent("sent");
    }

    /** What is decided about the alert that stands for a bad release. */
    static final class Decisions implements DecisionActivities {
        final List<Look> looks = new CopyOnWriteArrayList<>();
        final List<DecisionActivities.Entry> entries = new CopyOnWriteArrayList<>();
        volatile Decision.Verdict verdict = Decision.Verdict.START;
        volatile String reason = "every alert routed here";

        @Override
        public Looked look(Look look) {
            looks.add(look);
            Instant now = Instant.now();
            return new Looked(World.quiet(now), new Decision(verdict, null, List.of(reason), now));
        }

        @Override
        public DecisionActivities.Recorded record(DecisionActivities.Entry entry) {
            entries.add(entry);
            return new DecisionActivities.Recorded("1");
        }
    }
}
