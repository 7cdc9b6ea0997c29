package dev.lastgood.workflows.rollback;

import java.util.List;

/** The commands that a person can type, as they stand in messages and pages. */
public final class Commands {
    private Commands() {}

    /** One line a choice: what it means, and the command, which ends the line so that it is copied easily. */
    public static List<String> answers(RollbackStatus status, Question question) {
        return question.choices().stream()
                .map(choice -> choice.words() + ": " + answer(status, question, choice))
                .toList();
    }

    /** Gives this answer to this question. */
    public static String answer(RollbackStatus status, Question question, Choice choice) {
        String where = status.rollback().service().service() + " --environment "
                + status.rollback().service().environment() + " --question " + question.id() + " --by YOU";
        return switch (choice) {
            case APPROVE -> "lastgood approve " + where;
            case REJECT -> "lastgood reject " + where;
            case SKIP -> "lastgood answer " + where + " --choice " + choice.key() + " --comment WHY";
            default -> "lastgood answer " + where + " --choice " + choice.key();
        };
    }
}
