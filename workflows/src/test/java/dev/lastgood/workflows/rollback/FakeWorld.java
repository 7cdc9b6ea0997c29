package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.EvidenceActivities;
import dev.lastgood.workflows.activities.KillSwitchActivities;
import dev.lastgood.workflows.activities.MessageActivities;
import dev.lastgood.workflows.activities.RecordActivities;
import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A service and its surroundings in memory: what workflows do to it can be read off, and each call can be made to fail. */
final class FakeWorld
        implements KillSwitchActivities,
                ReleaseActivities,
                DatabaseActivities,
                EvidenceActivities,
                CheckActivities,
                MessageActivities,
                RecordActivities {
    static final Instant BACKUP_AT = Instant.parse("2026-11-21T03:00:00Z");
    static final Instant BAD_RELEASE_AT = Instant.parse("2026-11-21T04:00:00Z");

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<RollbackStatus> records = new CopyOnWriteArrayList<>();
    volatile boolean killSwitch;
    volatile boolean running = true;
    volatile boolean shadow;
    volatile boolean restored;
    volatile boolean nothingLost;
    volatile String release = "v2";
    volatile CheckResult.Verdict verdict = CheckResult.Verdict.PASSED;
    volatile Consumer<Notice> person = notice -> {};
    volatile Consumer<String> before = call -> {};
    volatile Instant damagedSince;
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Integer> stumbles = new HashMap<>();
    private final Set<String> deadChannels = new HashSet<>();
    private volatile long lost = 37;

    /** Makes a call fail for good so many times. */
    synchronized void fail(String call, int times) {
        failures.put(call, times);
    }

    /** Makes a call fail in passing so many times, so that it is tried again a little later. */
    synchronized void stumble(String call, int times) {
        stumbles.put(call, times);
    }

    synchronized void deadChannel(String name) {
        deadChannels.add(name);
    }

    void lose(long rows) {
        lost = rows;
    }

    private void called(String call) {
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
    public Release current(ReleaseActivities.Query query) {
        called("current");
        return new Release(release, release, BAD_RELEASE_AT);
    }

    @Override
    public Release previous(PreviousQuery query) {
        called("previous");
        String name = query.requested() == null ? "v1" : query.requested();
        return new Release(name, name, null);
    }

    @Override
    public Done deploy(Deploy deploy) {
        called("deploy " + deploy.release().name());
        release = deploy.release().name();
        return new Done(release + " is in place");
    }

    @Override
    public Done stop(ReleaseActivities.Query query) {
        called("stop");
        running = false;
        return new Done("stopped; the health URL refuses");
    }

    @Override
    public Done start(ReleaseActivities.Query query) {
        called("start");
        running = true;
        return new Done("started and healthy");
    }

    @Override
    public Inspection inspect(DatabaseActivities.Query query) {
        called("inspect");
        return new Inspection(15, 1_000_000, "gate");
    }

    @Override
    public Backup.Choice chooseBackup(Choose choose) {
        called("choose");
        damagedSince = choose.before();
        return new Backup.Choice(
                new Backup("shop-20261121-030000.sql.gz", "shop-20261121-030000.sql.gz", BACKUP_AT, 1000),
                List.of(new Backup.Refused("shop-20261121-033000.sql.gz", "the gzip stream ends too early")));
    }

    @Override
    public Shadow restoreShadow(Restore restore) {
        called("restore");
        shadow = true;
        return new Shadow("shop_lg", 2, 1, "shop_displaced", "one transaction, some 50 ms");
    }

    @Override
    public Comparison compare(Compare compare) {
        called(compare.exact() ? "count what was given up" : "compare");
        long rows = nothingLost ? 0 : lost;
        return new Comparison(
                BAD_RELEASE_AT,
                BACKUP_AT,
                List.of(new Comparison.Table("public.orders", 100, 63, rows, 0, 0)),
                "d" + rows,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                compare.exact());
    }

    @Override
    public Swapped swap(Swap swap) {
        called("swap");
        boolean changed = !restored;
        restored = true;
        return new Swapped(changed, "swapped in 12 ms");
    }

    @Override
    public Swapped swapBack(Swap swap) {
        called("swap back");
        boolean changed = restored;
        restored = false;
        return new Swapped(changed, "swapped back");
    }

    @Override
    public Dropped dropShadow(DatabaseActivities.Query query) {
        called("drop shadow");
        shadow = false;
        return new Dropped("the restored copy is dropped");
    }

    @Override
    public Backup emergencyBackup(DatabaseActivities.Query query) {
        called("emergency backup");
        return new Backup("emergency-pre-rollback-20261121-040500.sql.gz", "x", BAD_RELEASE_AT, 2048);
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
        called("check " + run.check().name());
        return new CheckResult(run.check().name(), verdict, "as measured");
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
                .filter(call -> !looks.contains(call) && !call.startsWith("check") && !call.startsWith("evidence"))
                .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    }
}
