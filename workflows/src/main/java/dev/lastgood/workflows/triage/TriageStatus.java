package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a triage, for whoever looks.
 *
 * @param ref names it; not the rollback that may come of it
 * @param alert the first alert
 * @param firing whether any alert of the service that it heard of still fires
 * @param question what people can say now, and by when
 * @param check what the watch's check last found
 * @param outcome null while it runs
 */
public record TriageStatus(
        RollbackRef ref,
        String reason,
        @Nullable Alert alert,
        Decision decision,
        boolean firing,
        Stage stage,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Question question,
        @Nullable CheckResult check,
        List<Event> timeline,
        @Nullable Outcome outcome) {

    public TriageStatus {
        timeline = timeline == null ? List.of() : List.copyOf(timeline);
    }

    /** What it waits for. */
    public enum Stage {
        /** The veto window is open. */
        VETO,
        /** It is watched whether it gets worse. */
        WATCH,
        /** People are asked. */
        ASK,
        /** A hotfix was promised. */
        HOTFIX,
        ENDED
    }

    /**
     * What people can say now.
     *
     * @param id such as {@code t2}; an answer may name it, so that it holds for what was shown
     * @param ifNoAnswer what happens at {@code answerBy}, as a sentence
     */
    public record Question(
            String id, String text, List<String> lines, List<Way> ways, Instant answerBy, String ifNoAnswer) {}

    /**
     * How it ended.
     *
     * @param by the person whose word it was; null where it was nobody's
     * @param rollback the workflow's id, where one was started or joined
     * @param at when
     * @param events the alerts that it was the end of, as far as they still fired
     */
    public record Outcome(
            Kind kind,
            String summary,
            @Nullable String by,
            @Nullable String rollback,
            @Nullable Instant at,
            List<String> events) {

        public Outcome {
            events = events == null ? List.of() : List.copyOf(events);
        }

        public Outcome(Kind kind, String summary, @Nullable String by, @Nullable String rollback) {
            this(kind, summary, by, rollback, null, List.of());
        }

        Outcome of(Instant when, List<String> alerts) {
            return new Outcome(kind, summary, by, rollback, when, alerts);
        }

        /** Whether a person said that nothing is to be rolled back. */
        public boolean saysNo() {
            return by != null && kind.no;
        }

        /** The ways it can end. */
        public enum Kind {
            /** A rollback was started, or joined. */
            ROLLED_BACK(false),
            VETOED(true),
            /** What was wrong went away. */
            RECOVERED(false),
            FIX_FORWARD(true),
            IGNORED(true),
            /** Nobody answered; nothing was rolled back. */
            NO_ANSWER(false),
            /** Something keeps the service from being rolled back by itself. */
            HELD(false),
            CANCELLED(true),
            /** It was started in a way it refuses. */
            REFUSED(false);

            private final boolean no;

            Kind(boolean no) {
                this.no = no;
            }
        }
    }
}
