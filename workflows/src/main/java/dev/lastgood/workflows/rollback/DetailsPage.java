package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the Temporal UI shows of a rollback while it runs, in Markdown: what it waits for comes first. */
final class DetailsPage {
    private DetailsPage() {}

    static String of(RollbackStatus status) {
        return headline(status)
                + question(status)
                + left(status)
                + givenUp(status)
                + steps(status)
                + checks(status)
                + last(status);
    }

    private static String headline(RollbackStatus status) {
        var outcome = status.outcome();
        String where = outcome == null
                ? "Phase: **" + status.phase().words() + "**"
                : "Ended: **" + Words.of(outcome.kind()) + "**. " + outcome.summary();
        return "### " + status.rollback().service() + "\n" + where + "\n\nWhy: " + status.reason() + " (started by "
                + status.startedBy() + ")\n\n";
    }

    private static String question(RollbackStatus status) {
        Question question = status.question();
        if (question == null) {
            return "";
        }
        return "### Waiting for a person\n**" + question.text() + "**\n\n"
                + question.lines().stream().map(line -> "- " + line + "\n").collect(Collectors.joining())
                + "\nWithout an answer by " + Words.clock(question.answerBy()) + " UTC: " + question.ifNoAnswer()
                + ".\n\n"
                + question.choices().stream()
                        .map(choice ->
                                "- " + choice.words() + ": `" + Commands.answer(status, question, choice) + "`\n")
                        .collect(Collectors.joining())
                + "\n"
                + (question.choices().contains(Choice.APPROVE)
                        ? "or send the update `approve` with `{\"questionId\": \"" + question.id()
                                + "\", \"person\": \"you\"}`; the first time it is asked, the signal `approveRestore` with your"
                                + " name as a JSON string will do.\n"
                        : "or send the update `answer` with `{\"choice\": \""
                                + question.choices().get(0) + "\", \"person\": \"you\"}`.\n");
    }

    private static String steps(RollbackStatus status) {
        return "\n| step | state | budget | what |\n| --- | --- | --- | --- |\n"
                + status.steps().stream().map(DetailsPage::row).collect(Collectors.joining()) + "\n";
    }

    private static String row(Step step) {
        return "| " + step.step().title() + " | " + Words.of(step.state()) + (step.overBudget() ? ", over budget" : "")
                + " | " + Words.duration(step.budget()) + " | " + cell(step.detail()) + " |\n";
    }

    private static String left(RollbackStatus status) {
        return status.left().isEmpty() ? "" : "\nChanged now: " + String.join("; ", status.left()) + "\n\n";
    }

    private static String givenUp(RollbackStatus status) {
        Comparison comparison = status.comparison();
        return comparison == null || !comparison.exact()
                ? ""
                : "\nGiven up, counted on the displaced database: " + Words.givenUp(comparison) + "\n\n";
    }

    private static String checks(RollbackStatus status) {
        return status.checks().stream()
                        .map(result -> "- " + cell(CheckWords.line(result)) + "\n")
                        .collect(Collectors.joining())
                + status.watched().stream()
                        .map(line -> "- watched: " + cell(line) + "\n")
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String last(RollbackStatus status) {
        int size = status.timeline().size();
        return "Last:\n\n"
                + status.timeline().subList(Math.max(0, size - 8), size).stream()
                        .map(event -> "- " + Words.clock(event.at()) + " " + event.text()
                                + (event.person() == null ? "" : " (" + event.person() + ")") + "\n")
                        .collect(Collectors.joining());
    }

    private static String cell(@Nullable String text) {
        return text == null ? "" : text.replace("|", "\\|").replace("\n", " ");
    }
}
