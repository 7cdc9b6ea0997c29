package dev.lastgood.workflows.rollback;

import java.util.stream.Collectors;

/** The commands that a person can type, as they stand in messages and pages. */
public final class Commands {
    private Commands() {}

    /** One line a choice. */
    public static String answers(RollbackStatus status, Question question) {
        String where = status.rollback().service().service() + " --environment "
                + status.rollback().service().environment() + " --question " + question.id() + " --by YOU";
        return question.choices().stream()
                .map(choice -> command(choice, where) + "   # " + choice.words())
                .collect(Collectors.joining("\n"));
    }

    private static String command(Choice choice, String where) {
        return switch (choice) {
            case APPROVE -> "lastgood approve " + where;
            case REJECT -> "lastgood reject " + where;
            default -> "lastgood answer " + where + " --choice " + choice.key();
        };
    }
}
