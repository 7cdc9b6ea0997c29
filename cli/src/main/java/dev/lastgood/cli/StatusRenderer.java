package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.rollback.CheckWords;
import dev.lastgood.workflows.rollback.Commands;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import dev.lastgood.workflows.rollback.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rollback's status as lines for a terminal. */
public final class StatusRenderer {
    private static final String RESET = "\u001b[0m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String BOLD = "\u001b[1m";

    private final boolean colours;

    public StatusRenderer(boolean colours) {
        this.colours = colours;
    }

    /** With what can be said when no worker answers. */
    public List<String> view(RollbackView view, Instant now) {
        RollbackStatus status = view.status();
        List<String> lines = new ArrayList<>();
        if (status != null) {
            lines.addAll(status(status, now));
        } else {
            lines.add(bold("Rollback of " + view.service()));
        }
        view.progress().forEach(words -> lines.add("  " + paint(BOLD, "…") + " " + words));
        if (status == null || (!view.runs() && status.outcome() == null)) {
            lines.add(paint(YELLOW, Words.sentence(view.note())));
        }
        view.todo().forEach(todo -> lines.add("→ " + todo));
        return lines;
    }

    /** Head, a line a step, what it waits for, how it ended. */
    public List<String> status(RollbackStatus status, Instant now) {
        List<String> lines = new ArrayList<>();
        Instant until = status.endedAt() == null ? now : status.endedAt();
        lines.add(bold("Rollback of " + status.rollback().service()) + ": " + where(status) + ", "
                + elapsed(status.startedAt(), until) + (status.endedAt() == null ? " since " : " from ")
                + Words.clock(status.startedAt()) + " UTC");
        lines.add("  " + status.reason() + " (started by " + status.startedBy() + ")");
        status.steps().forEach(step -> lines.add("  " + step(step, now)));
        status.checks().forEach(it -> lines.add("  " + check(it)));
        status.watched().forEach(line -> lines.add("  watched: " + line));
        if (status.question() != null) {
            lines.addAll(question(status, status.question(), now));
        }
        Comparison comparison = status.comparison();
        if (comparison != null && comparison.exact()) {
            lines.add("  given up, counted on the displaced database: " + Words.givenUp(comparison));
        }
        RollbackStatus.Outcome outcome = status.outcome();
        if (outcome != null) {
            String colour = outcome.kind() == RollbackStatus.Outcome.Kind.RESTORED ? GREEN : YELLOW;
            lines.add(paint(colour, Words.sentence(Words.of(outcome.kind())) + ": " + outcome.summary()));
        }
        return lines;
    }

    private static String where(RollbackStatus status) {
        if (status.endedAt() != null) {
            return "ended";
        }
        return "phase " + status.phase().words() + (status.question() == null ? "" : ", waits for an answer");
    }

    private String step(Step step, Instant now) {
        String time = step.startedAt() == null
                ? Words.duration(step.budget())
                : elapsed(step.startedAt(), step.endedAt() == null ? now : step.endedAt()) + " of "
                        + Words.duration(step.budget());
        String over = step.overBudget() ? paint(YELLOW, " over its budget") : "";
        String detail = step.detail() == null || step.detail().isBlank() ? "" : "  " + step.detail();
        return mark(step.state()) + " " + step.step().title() + " (" + time + ")" + over + detail;
    }

    private String check(CheckResult result) {
        String mark = switch (result.verdict()) {
            case PASSED -> paint(GREEN, "✔");
            case FAILED -> paint(RED, "✖");
            case UNKNOWN -> paint(YELLOW, "?");
        };
        String where = CheckWords.where(result);
        return mark + " " + result.name() + ": " + result.brief() + (where.isEmpty() ? "" : " (" + where + ")");
    }

    private String mark(State state) {
        return switch (state) {
            case DONE, BY_HAND -> paint(GREEN, "✔");
            case RUNNING -> paint(BOLD, "▶");
            case PENDING -> "·";
            case SKIPPED -> "–";
            case FAILED, UNDO_FAILED -> paint(RED, "✖");
            case UNDONE -> paint(YELLOW, "↶");
        };
    }

    List<String> question(RollbackStatus status, Question question, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(paint(YELLOW, "? " + question.text()) + " (" + question.id() + ")");
        question.lines().forEach(line -> lines.add("    " + line));
        Duration left = Duration.between(now, question.answerBy());
        lines.add("    No answer within " + Words.duration(left.isNegative() ? Duration.ZERO : left) + ": "
                + question.ifNoAnswer());
        Commands.answers(status, question).forEach(command -> lines.add("    " + command));
        return lines;
    }

    private static String elapsed(Instant from, @Nullable Instant to) {
        Duration elapsed = Duration.between(from, to == null ? from : to);
        return Words.duration(elapsed.isNegative() ? Duration.ZERO : elapsed);
    }

    private String bold(String text) {
        return paint(BOLD, text);
    }

    private String paint(String colour, String text) {
        return colours ? colour + text + RESET : text;
    }
}
