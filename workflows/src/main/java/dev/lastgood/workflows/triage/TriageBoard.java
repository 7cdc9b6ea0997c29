package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import dev.lastgood.workflows.triage.TriageStatus.Question;
import dev.lastgood.workflows.triage.TriageStatus.Stage;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is known of a running triage; what everybody who looks is shown. */
final class TriageBoard {
    private static final int MOST_HEARD = 200;

    private final Triage.Order order;
    private final RollbackRef ref;
    private final Heard heard;
    private final Instant startedAt = now();
    private final List<Event> timeline = new ArrayList<>();
    private int fromOutside;
    private Stage stage = Stage.ASK;
    private @Nullable Instant endedAt;
    private @Nullable Question question;
    private @Nullable CheckResult check;
    private @Nullable Outcome outcome;

    TriageBoard(Triage.Order order, RollbackRef ref, Heard heard) {
        this.order = order;
        this.ref = ref;
        this.heard = heard;
    }

    static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    void say(@Nullable String person, String text) {
        timeline.add(new Event(now(), null, person, text));
        show();
    }

    /** In a storm the first few hundred are listed, as Temporal carries 2 MB and no more. */
    void heard(@Nullable String person, String text) {
        fromOutside++;
        if (fromOutside <= MOST_HEARD) {
            say(person, text);
        } else if (fromOutside == MOST_HEARD + 1) {
            say(null, "More came in (alerts, refused answers); from here on it is not listed one by one");
        }
    }

    void stage(Stage next) {
        stage = next;
    }

    void asks(@Nullable Question asked) {
        question = asked;
        show();
    }

    void checked(CheckResult result) {
        check = result;
    }

    void ended(Outcome reached) {
        stage = Stage.ENDED;
        outcome = reached;
        endedAt = now();
        say(reached.by(), Words.sentence(Words.of(reached.kind())) + ": " + reached.summary());
    }

    boolean isEnded() {
        return outcome != null;
    }

    TriageStatus status() {
        return new TriageStatus(
                ref,
                order.request().cause().reason(),
                order.request().cause().alert(),
                order.decision(),
                heard.firing(),
                stage,
                startedAt,
                endedAt,
                question,
                check,
                timeline,
                outcome);
    }

    /** What the Temporal UI shows, in Markdown: what it waits for comes first. */
    private void show() {
        var page = new StringBuilder();
        page.append("**").append(order.decision().words()).append("**\n\n");
        if (question != null) {
            page.append("## ").append(question.text()).append("\nUntil ").append(Words.clock(question.answerBy()));
            page.append(" UTC; then: ").append(question.ifNoAnswer()).append("\n\n");
            TriageWords.commands(ref.service(), question)
                    .forEach(it -> page.append("- ").append(it).append('\n'));
        }
        timeline.stream()
                .skip(Math.max(0, timeline.size() - 10))
                .forEach(it -> page.append("\n- ")
                        .append(Words.clock(it.at()))
                        .append(' ')
                        .append(it.text()));
        Workflow.setCurrentDetails(page.toString());
    }
}
