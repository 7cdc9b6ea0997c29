package dev.lastgood.standalone.demo;

import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
                Optional<RollbackStatus> status = api.status();
                lastSeen = Instant.now();
                if (status.isPresent() && look(status.get())) {
                    return status.get();
                }
            } catch (IOException e) {
                if (lastSeen.plus(PATIENCE).isBefore(Instant.now())) {
                    throw e;
                }
            }
            Thread.sleep(EVERY.toMillis());
        }
    }

    /** @return whether it has ended */
    private boolean look(RollbackStatus status) throws IOException, InterruptedException {
        List<Event> timeline = status.timeline();
        for (; printed < timeline.size(); printed++) {
            print(timeline.get(printed));
        }
        Question question = status.question();
        if (question != null && !question.id().equals(taken)) {
            show(question);
            Optional<Choice> choice = answers.answer(question);
            if (choice.isPresent()) {
                give(question, choice.get());
            }
        }
        return status.outcome() != null;
    }

    private void print(Event event) {
        String who = event.person() == null ? "" : " (" + event.person() + ")";
        screen.line(Screen.shortened(event.text() + who));
    }

    private void show(Question question) {
        if (question.id().equals(shown)) {
            return;
        }
        shown = question.id();
        screen.scene("It asks: " + question.text());
        screen.below(question.lines());
        Comparison comparison = question.comparison();
        if (comparison != null) {
            screen.below(comparison.tables().stream()
                    .filter(table -> !table.same())
                    .map(Follow::row)
                    .toList());
        }
        screen.below(List.of("No answer by then means: " + question.ifNoAnswer()));
    }

    private static String row(Comparison.Table table) {
        return String.format(
                Locale.ROOT,
                "%-22s %,8d live %,8d in the backup: %,6d given up, %,6d coming back, %,6d changed",
                table.table(),
                table.liveRows(),
                table.backupRows(),
                table.onlyInLive(),
                table.onlyInBackup(),
                table.changed());
    }

    private void give(Question question, Choice choice) throws IOException, InterruptedException {
        taken = question.id();
        thinking = thinking.plus(Duration.between(question.askedAt(), Instant.now()));
        if (choice != Choice.LEAVE_TO_ME) {
            answered.run();
        }
        Answer answer = new Answer(question.id(), choice, answers.person(), comment(choice));
        screen.line(answers.person() + ": " + choice.words() + " – " + api.answer(answer));
    }

    private static @Nullable String comment(Choice choice) {
        return choice == Choice.SKIP ? "skipped in the demo" : null;
    }
}
