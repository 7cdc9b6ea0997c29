package dev.lastgood.workflows.displaced;

import dev.lastgood.workflows.activities.DisplacedActivities;
import dev.lastgood.workflows.activities.DisplacedActivities.Drop;
import dev.lastgood.workflows.activities.DisplacedActivities.Dropped;
import dev.lastgood.workflows.activities.DisplacedActivities.Found;
import dev.lastgood.workflows.activities.DisplacedActivities.Kept;
import dev.lastgood.workflows.activities.DisplacedActivities.Look;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import dev.lastgood.workflows.support.Teller;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@inheritDoc} */
public final class KeepDisplacedWorkflow implements KeepDisplaced {
    private static final Duration AGAIN = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofHours(6);
    private static final Duration EVER = Duration.ofDays(3650);

    private final Keep keep;
    private final Database database;
    private final Ports ports;
    private final Deque<Decision> mail = new ArrayDeque<>();
    private @Nullable Instant until;
    private boolean byItself;
    private boolean reminded;
    private String note = "kept";
    private int decisions;

    @WorkflowInit
    public KeepDisplacedWorkflow(Keep keep) {
        this.keep = keep;
        this.database = Objects.requireNonNull(keep.service().database());
        this.ports = new Ports(keep.service().taskQueue());
        this.byItself = keep.byItself();
    }

    @Override
    public String keep(Keep same) {
        String id = KeepDisplaced.id(database, keep.name());
        if (!id.equals(Workflow.getInfo().getWorkflowId())) {
            throw Failures.permanent(FailureType.BAD_START, "the keeper of " + keep.name() + " must run as " + id);
        }
        String ended = null;
        while (ended == null) {
            Decision decision = mail.poll();
            ended = decision == null ? next() : decided(decision);
        }
        note = ended;
        Workflow.await(Workflow::isEveryHandlerFinished);
        return ended;
    }

    @Override
    public State state() {
        return new State(until, byItself, note, decisions);
    }

    @Override
    public void decide(Decision decision) {
        mail.add(decision);
    }

    /** Waits for what comes next: the reminder, the end of its time, or a decision. Returns how it ended, if it did. */
    private @Nullable String next() {
        if (until == null) {
            return begin();
        }
        Instant reminder = until.minus(NOTICE);
        Instant wake = reminded || !byItself ? until : reminder;
        if (wait(wake)) {
            return null;
        }
        if (reminded) {
            return drop(null);
        }
        reminded = true;
        return remind();
    }

    private @Nullable String begin() {
        Found found = look();
        Kept mine = mine(found);
        if (mine == null) {
            return gone();
        }
        byItself = byItself && mine.displaced();
        Duration keepFor = byItself ? found.keepFor() : EVER;
        until = now().plus(keepFor);
        // A time shorter than the notice is told of at its beginning: those who ended the rollback have just read of
        // it.
        reminded = !byItself || keepFor.compareTo(NOTICE) <= 0;
        note = byItself ? "kept until " + Words.minute(until) : "kept until a person drops it";
        return null;
    }

    private @Nullable String remind() {
        Kept mine = mine(look());
        if (mine == null) {
            return gone();
        }
        String environment = " -e " + keep.service().ref().environment();
        List<String> lines = new ArrayList<>();
        lines.add(keep.name() + " on " + database.server() + ", " + Words.bytes(mine.bytes()) + ", goes at "
                + Words.minute(Objects.requireNonNull(until)) + ". It is what was live before rollback "
                + keep.rollback().id());
        if (keep.holds() != null) {
            lines.add("It is the only place with all of: " + keep.holds() + ". What can be put back: lastgood salvage "
                    + keep.service().ref().service() + environment);
        }
        lines.add("To keep it longer: lastgood displaced keep " + keep.name() + " --for 14d --by YOU");
        tell("The displaced database " + keep.name() + " will be dropped in a day", lines);
        note = "people were reminded; it goes at " + Words.minute(until);
        return null;
    }

    private @Nullable String decided(Decision decision) {
        Instant wanted = decision.keepUntil();
        String ended = null;
        if (wanted == null) {
            ended = drop(decision.by());
        } else if (mine(look()) == null) {
            ended = gone();
        } else {
            until = wanted;
            byItself = true;
            reminded = Duration.between(now(), wanted).compareTo(NOTICE) <= 0;
            note = decision.by() + " keeps it until " + Words.minute(wanted);
        }
        decisions++;
        return ended;
    }

    private @Nullable String drop(@Nullable String by) {
        Dropped dropped;
        try {
            dropped = ports.lasting(DisplacedActivities.class, "Drop " + keep.name())
                    .drop(new Drop(database, keep.name(), keep.oid(), by));
        } catch (TemporalFailure failure) {
            dropped = new Dropped(false, Failures.reason(failure));
        }
        if (dropped.gone()) {
            String who = by == null ? "its time was over" : "by " + by;
            tell("The displaced database " + keep.name() + " is gone", List.of(dropped.detail() + " (" + who + ")"));
            return dropped.detail() + " (" + who + ")";
        }
        note = "not dropped: " + dropped.detail();
        if (by == null) {
            until = now().plus(AGAIN);
            tell(
                    "The displaced database " + keep.name() + " was not dropped",
                    List.of(
                            dropped.detail(),
                            "It is tried again in a day. To keep it: lastgood displaced keep " + keep.name()
                                    + " --for 14d --by YOU"));
        }
        return null;
    }

    /** @return whether a decision came first */
    private boolean wait(Instant wake) {
        Duration left = Duration.between(now(), wake);
        return !mail.isEmpty() || !left.isNegative() && !left.isZero() && Workflow.await(left, () -> !mail.isEmpty());
    }

    /** A server that is down for a while is no reason to forget what lies on it. */
    private Found look() {
        while (true) {
            try {
                return ports.lasting(DisplacedActivities.class, "Look for " + keep.name())
                        .list(new Look(database));
            } catch (TemporalFailure failure) {
                Failures.rethrowCancellation(failure);
                note = "can't be looked at, tried again in a while: " + Failures.reason(failure);
                Workflow.sleep(PATIENCE);
            }
        }
    }

    private @Nullable Kept mine(Found found) {
        return found.databases().stream()
                .filter(it -> it.oid() == keep.oid() && it.database().equals(keep.name()))
                .findFirst()
                .orElse(null);
    }

    private String gone() {
        return keep.name() + " is no longer there under that name: it was dropped by someone else, or is live again";
    }

    private void tell(String headline, List<String> lines) {
        new Teller(keep.service(), keep.rollback(), "lastgood", "a displaced database's time")
                .tell(Notice.Kind.REMINDER, headline, lines);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
