package dev.lastgood.standalone.demo;

import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a rollback to its end: prints what happens, asks what it asks. */
final class Follow {
    private static final Duration EVERY = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StarterApi api;
    private final Screen screen;
    private final Answers answers;
    private final Runnable answered;
    private int printed;
    private @Nullable String shown;
    private @Nullable String taken;
    private @Nullable Question open;
    private Duration thinking = Duration.ZERO;

    /** @param answered called before an answer is given that lets the rollback go on */
    Follow(StarterApi api, Screen screen, Answers answers, Runnable answered) {
        this.api = api;
        this.screen = screen;
        this.answers = answers;
        this.answered = answered;
    }

    /** How long questions stood open. */
    Duration thinking() {
        return thinking;
    }

    /** @throws IOException if the starter did not answer for a minute */
    RollbackStatus toItsEnd() throws IOException, InterruptedException {
        Instant lastSeen = Instant.now();
        while (true) {
            try {
                StarterApi.View view = api.look().orElse(null);
                lastSeen = Instant.now();
                if (view != null && view.endedFromOutside()) {
                    throw new IllegalStateException("the rollback was ended from outside: " + view.note());
                }
                RollbackStatus status = view == null ? null : view.status();
                if (view != null && status != null) {
                    look(status);
                    // With an outcome it still tells people and writes the report.
                    if (view.hasEnded()) {
                        return status;
                    }
                }
            } catch (IOException e) {
                if (lastSeen.plus(PATIENCE).isBefore(Instant.now())) {
                    throw e;
                }
            }
            Thread.sleep(EVERY.toMillis());
        }
    }

    private void look(RollbackStatus status) throws IOException, InterruptedException {
        Question question = status.question();
        if (open != null && (question == null || !question.id().equals(open.id()))) {
            thinking = thinking.plus(Duration.between(open.askedAt(), Instant.now()));
            screen.unprompt();
        }
        open = question;
        List<Event> timeline = status.timeline();
        for (; printed < timeline.size(); printed++) {
            print(timeline.get(printed));
        }
        if (question != null && !question.id().equals(taken)) {
            show(question);
            Optional<Choice> choice = answers.answer(question);
            if (choice.isPresent()) {
                give(question, choice.get());
            }
        }
    }

    private void print(Event event) {
        String who = event.person() == null ? "" : " (" + event.person() + ")";
        if (event.text().startsWith("Asked (")) {
            return; // It is shown whole as soon as it can be answered.
        }
        if (event.text().endsWith(": begun")) {
            screen.quietly(event.text() + who);
        } else {
            screen.line(event.text() + who);
        }
    }

    private void show(Question question) {
        if (question.id().equals(shown)) {
            return;
        }
        shown = question.id();
        screen.scene("It asks: " + question.text());
        screen.below(question.lines());
        screen.below(List.of("without an answer in time: " + question.ifNoAnswer()));
    }

    private void give(Question question, Choice choice) throws IOException, InterruptedException {
        taken = question.id();
        // A yes to the restore is no answer to the step that is to fail: that one may come later.
        if (choice != Choice.LEAVE_TO_ME && choice != Choice.APPROVE) {
            answered.run();
        }
        String decided = api.answer(new StarterApi.Said(answers.person(), comment(choice), question.id(), choice));
        screen.line(answers.person() + ": " + decided);
    }

    private static @Nullable String comment(Choice choice) {
        return choice == Choice.SKIP ? "skipped in the demo" : null;
    }
}
