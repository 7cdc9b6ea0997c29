package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.DiagnosisActivities;
import dev.lastgood.workflows.activities.DisplacedActivities;
import dev.lastgood.workflows.activities.EvidenceActivities;
import dev.lastgood.workflows.activities.KillSwitchActivities;
import dev.lastgood.workflows.activities.MessageActivities;
import dev.lastgood.workflows.activities.MigrationActivities;
import dev.lastgood.workflows.activities.RecordActivities;
import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.activities.SalvageActivities;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Diagnosis;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A service and its surroundings in memory: what workflows do to it can be read off, and each call can be made to fail. */
final class FakeWorld
        implements KillSwitchActivities,
                ReleaseActivities,
                DatabaseActivities,
                MigrationActivities,
                EvidenceActivities,
                CheckActivities,
                DiagnosisActivities,
                MessageActivities,
                RecordActivities,
                SalvageActivities,
                DisplacedActivities {
    static final Instant BACKUP_AT = Instant.parse("2026-11-21T03:00:00Z");
    static final Instant BAD_RELEASE_AT = Instant.parse("2026-11-21T04:00:00Z");

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<RollbackStatus> records = new CopyOnWriteArrayList<>();
    final List<String> salvages = new CopyOnWriteArrayList<>();
    final List<String> drops = new CopyOnWriteArrayList<>();
    volatile List<Kept> displaced =
            List.of(new Kept("shop_displaced", 1, "0badcafe", "displaced", true, BAD_RELEASE_AT, 1_400_000_000L, 0));
    volatile boolean inUse;
    volatile boolean killSwitch;
    volatile boolean running = true;
    volatile boolean shadow;
    volatile boolean restored;
    volatile boolean swapped;
    volatile boolean nothingLost;
    volatile ShadowSource source = ShadowSource.BACKUP;
    volatile String release = "v2";
    volatile CheckResult.Verdict verdict = CheckResult.Verdict.PASSED;
    volatile Function<CheckActivities.Run, CheckResult> checks =
            run -> new CheckResult(run.check().name(), verdict, "as measured");
    volatile Diagnosis diagnosis = new Diagnosis(List.of(), null);
    volatile Consumer<Notice> person = notice -> {};
    volatile Consumer<String> before = call -> {};
    volatile Instant damagedSince;
    volatile boolean committed;
    volatile String warning = "";
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Integer> stumbles = new HashMap<>();
    private final Map<String, Boolean> lostAnswers = new HashMap<>();
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

    /** Lets a call do its work once, and then fail: in passing, or for good. */
    synchronized void loseTheAnswer(String call, boolean forGood) {
        lostAnswers.put(call, forGood);
    }

    private synchronized <T> T answer(String call, T answer) {
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

    void lose(long rows) {
        lost = rows;
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
    public Release current(ReleaseActivities.Query query) {
        called("current");
        return new Release(release, release, BAD_RELEASE_AT);
    }

    @Override
    public Release previous(PreviousQuery query) {
        called("previous");
        if (query.current().name().equals("v0")) {
            throw Failures.permanent(FailureType.NO_PREVIOUS_RELEASE, "there is nothing before v0");
        }
        String before = query.current().name().equals("v1") ? "v0" : "v1";
        String name = query.requested() == null ? before : query.requested();
        return new Release(name, name, null);
    }

    @Override
    public ReleaseActivities.Done deploy(Deploy deploy) {
        called("deploy " + deploy.release().name());
        release = deploy.release().name();
        return new ReleaseActivities.Done(release + " is in place");
    }

    @Override
    public ReleaseActivities.Done stop(ReleaseActivities.Query query) {
        called("stop");
        running = false;
        return new ReleaseActivities.Done("stopped; the health URL refuses");
    }

    @Override
    public ReleaseActivities.Done start(ReleaseActivities.Query query) {
        called("start");
        running = true;
        return new ReleaseActivities.Done("started and healthy");
    }

    @Override
    public Inspection inspect(DatabaseActivities.Query query) {
        called("inspect");
        return new Inspection(
                15,
                1_000_000,
                "gate",
                List.of(new Finding(
                        Finding.Kind.WILL_BE_DONE, "3 sessions of shop from 10.0.0.5 (web)", "ended in the swap")));
    }

    @Override
    public Backup.Choice chooseBackup(Choose choose) {
        called("choose");
        damagedSince = choose.before();
        if (choose.undoOf() != null) {
            return new Backup.Choice(
                    new Backup("shop_displaced_" + choose.undoOf(), "on the server", BACKUP_AT, 0),
                    List.of(),
                    ShadowSource.DISPLACED,
                    "was live until 2026-11-21 03:00 UTC");
        }
        return new Backup.Choice(
                new Backup("shop-20261121-030000.sql.gz", "shop-20261121-030000.sql.gz", BACKUP_AT, 1000),
                List.of(new Backup.Refused("shop-20261121-033000.sql.gz", "the gzip stream ends too early")),
                source,
                source == ShadowSource.BACKUP ? null : "stands restored beside since 2026-11-21 03:30 UTC",
                warning.isEmpty() ? List.of() : List.of(warning));
    }

    @Override
    public Shadow restoreShadow(Restore restore) {
        called(restore.source() == ShadowSource.BACKUP ? "restore" : "take " + restore.source());
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
        swapped = true;
        return answer("swap", new Swapped(changed, "swapped in 12 ms"));
    }

    @Override
    public Swapped swapBack(Swap swap) {
        called("swap back");
        boolean changed = restored;
        restored = false;
        return answer("swap back", new Swapped(changed, "swapped back", swapped));
    }

    @Override
    public DatabaseActivities.Dropped dropShadow(DatabaseActivities.Query query) {
        called("drop shadow");
        shadow = false;
        return new DatabaseActivities.Dropped("the restored copy is dropped");
    }

    @Override
    public Backup emergencyBackup(DatabaseActivities.Query query) {
        called("emergency backup");
        return new Backup("emergency-pre-rollback-20261121-040500.sql.gz", "x", BAD_RELEASE_AT, 2048);
    }

    @Override
    public Rehearsal rehearse(Rehearse rehearse) {
        called("rehearse");
        String script = rehearse.script() == null ? "rollback-onboarding.sql" : rehearse.script();
        return new Rehearsal(
                script,
                "0".repeat(64),
                null,
                List.of(new Rehearsal.Statement(3, "DROP TABLE visits", 0)),
                1,
                List.of("table public.visits with 500 rows"),
                List.of("public.visits: nobody reads or writes it meanwhile"),
                List.of(),
                List.of("rehearsed on a copy of shop as it is now"),
                Duration.ofMillis(12));
    }

    @Override
    public MigrationActivities.Done dropRehearsal(MigrationActivities.Query query) {
        called("drop rehearsal");
        return new MigrationActivities.Done("no copy was left");
    }

    @Override
    public Ran run(MigrationActivities.Run run) {
        called("run " + run.approved().script());
        committed = true;
        return new Ran(true, run.approved().script() + " has run in one transaction of 9 ms");
    }

    @Override
    public Ran look(MigrationActivities.Query query) {
        called("look for the script");
        return new Ran(committed, committed ? "it has run: rollback-onboarding.sql" : "no script has run");
    }

    @Override
    public MigrationActivities.Done mark(MigrationActivities.Query query) {
        called("mark migrations");
        return new MigrationActivities.Done("no migration stands as failed: nothing to mark");
    }

    @Override
    public Listed list(MigrationActivities.Query query) {
        called("list migrations");
        return new Listed(List.of(new MigrationTable("Prisma", "public._prisma_migrations", List.of())));
    }

    @Override
    public Extracted extract(Extract extract) {
        salvages.add("extract " + extract.key());
        var ref = new RollbackRef(extract.service(), String.valueOf(extract.key()));
        return new Extracted(
                ref, "shop_displaced", BAD_RELEASE_AT, List.of(new File("public.orders", lost, 0)), List.of());
    }

    @Override
    public Preview preview(SalvageActivities.Query query) {
        salvages.add("preview " + query.tables());
        return new Preview(List.of(new Table("public.orders", lost, lost, 0, List.of())), List.of(), List.of());
    }

    @Override
    public Applied apply(Apply apply) {
        salvages.add("apply for " + apply.by());
        return new Applied(preview(apply.query()), List.of(), lost + " orders put back for " + apply.by());
    }

    @Override
    public Found list(Look look) {
        return new Found(displaced, java.time.Duration.ofDays(7));
    }

    @Override
    public DisplacedActivities.Dropped drop(Drop drop) {
        if (inUse) {
            return new DisplacedActivities.Dropped(false, drop.name() + " is in use");
        }
        drops.add(drop.name() + " " + drop.oid() + " by " + drop.by());
        displaced = List.of();
        return new DisplacedActivities.Dropped(true, drop.name() + " is dropped");
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
    public CheckResult run(CheckActivities.Run run) {
        called((run.since() == null ? "check beforehand " : "check ")
                + run.check().name());
        return checks.apply(run);
    }

    @Override
    public Diagnosis diagnose(DiagnosisActivities.Query query) {
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
                .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    }
}
