package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.activities.DiagnosisActivities;
import dev.lastgood.workflows.activities.EvidenceActivities;
import dev.lastgood.workflows.activities.KillSwitchActivities;
import dev.lastgood.workflows.activities.MessageActivities;
import dev.lastgood.workflows.activities.RecordActivities;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Diagnosis;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What surrounds a service, in memory: what workflows do, also to the other fakes, can be read off it, and each call can be made
 * to fail.
 */
final class FakeWorld
        implements KillSwitchActivities,
                EvidenceActivities,
                CheckActivities,
                DiagnosisActivities,
                MessageActivities,
                RecordActivities {
    static final Instant BACKUP_AT = Instant.parse("2026-11-21T03:00:00Z");
    static final Instant BAD_RELEASE_AT = Instant.parse("2026-11-21T04:00:00Z");

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<RollbackStatus> records = new CopyOnWriteArrayList<>();
    volatile boolean killSwitch;
    volatile CheckResult.Verdict verdict = CheckResult.Verdict.PASSED;
    volatile Function<Run, CheckResult> checks =
            run -> new CheckResult(run.check().name(), verdict, "as measured");
    volatile Diagnosis diagnosis = new Diagnosis(List.of(), null);
    volatile Consumer<Notice> person = notice -> {};
    volatile Consumer<String> before = call -> {};
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Integer> stumbles = new HashMap<>();
    private final Map<String, Boolean> lostAnswers = new HashMap<>();
    private final Set<String> deadChannels = new HashSet<>();

    /** Makes a call fail for good so many times. */
    synchronized void fail(String call, int times) {
        failures.put(call, times);
    }

    /** Makes a call fail in passing so many times, so that it is tried again a little later. */
    synchronized void stumble(String call, int times) {
        stumbles.put(call, times);
    }

    /** Lets a call do its work once, and then fail: in passing, or for good. */
    synchronized void loseTheAnswer(String call, boolean forGood) {
        lostAnswers.put(call, forGood);
    }

    synchronized <T> T answer(String call, T answer) {
        Boolean forGood = lostAnswers.remove(call);
        if (forGood == null) {
            return answer;
        }
        String lost = "the answer to " + call + " was lost";
        throw forGood ? Failures.permanent(FailureType.COMMAND_FAILED, lost) : new IllegalStateException(lost);
    }

    synchronized void deadChannel(String name) {
        deadChannels.add(name);
    }

    void called(String call) {
        before.accept(call);
        calls.add(call);
        synchronized (this) {
            int left = failures.getOrDefault(call, 0);
            if (left > 0) {
                failures.put(call, left - 1);
                throw Failures.permanent(FailureType.COMMAND_FAILED, call + " does not work today");
            }
            if (stumbles.merge(call, -1, Integer::sum) >= 0) {
                throw new IllegalStateException(call + " is busy");
            }
        }
    }

    @Override
    public Turned turn(Turn turn) {
        called(turn.active() ? "kill switch on" : "kill switch off");
        killSwitch = turn.active();
        return new Turned(turn.active(), true, turn.active() ? "on, read back" : "off, read back");
    }

    @Override
    public Artifact capture(Capture capture) {
        called("evidence " + capture.source().name());
        return new Artifact(capture.source().name() + ".txt", "file:/e", "0".repeat(64), 10);
    }

    @Override
    public Artifact seal(Seal seal) {
        called("seal");
        return new Artifact(
                "manifest.sha256", "file:/m", "0".repeat(64), seal.artifacts().size());
    }

    @Override
    public CheckResult run(Run run) {
        called((run.since() == null ? "check beforehand " : "check ")
                + run.check().name());
        return checks.apply(run);
    }

    @Override
    public Diagnosis diagnose(Query query) {
        called("diagnose " + query.step());
        return diagnosis;
    }

    @Override
    public Sent send(Send send) {
        synchronized (this) {
            if (deadChannels.contains(send.channel().name())) {
                throw new IllegalStateException("connection refused");
            }
        }
        notices.add(send.notice());
        person.accept(send.notice());
        return new Sent("sent");
    }

    @Override
    public Recorded record(Entry entry) {
        called("record");
        records.add(entry.status());
        return new Recorded(entry.status().rollback().id());
    }

    @Override
    public Artifact report(Entry entry) {
        called("report");
        return new Artifact("report.md", "file:/r", "0".repeat(64), 100);
    }

    /** The calls that change the world, in their order. */
    List<String> deeds() {
        var looks = List.of(
                "current",
                "previous",
                "inspect",
                "choose",
                "compare",
                "count what was given up",
                "seal",
                "record",
                "report");
        return calls.stream()
                .filter(call -> !looks.contains(call)
                        && !call.startsWith("check")
                        && !call.startsWith("diagnose")
                        && !call.startsWith("evidence"))
                .toList();
    }
}
