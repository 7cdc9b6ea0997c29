package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.triage.TriageStatus.Question;
import java.util.List;

/** The commands that a person can type to a triage. */
public final class TriageWords {
    private TriageWords() {}

    /** One line a way: what it means, and the command, which ends the line so that it is copied easily. */
    public static List<String> commands(ServiceRef service, Question question) {
        return question.ways().stream()
                .map(way -> way.words() + ": " + command(service, question, way))
                .toList();
    }

    private static String command(ServiceRef service, Question question, Way way) {
        String where = service.service() + " --environment " + service.environment();
        return switch (way) {
            case ROLL_BACK -> "lastgood now " + where + " --by YOU";
            case VETO -> "lastgood veto " + where + " --by YOU --reason WHY";
            case EXTEND -> "lastgood extend " + where + " --for 10m --by YOU";
            case HOTFIX -> "lastgood answer " + where + " --choice hotfix --within 30m --by YOU";
            case IGNORE -> "lastgood answer " + where + " --choice ignore --by YOU --comment WHY";
            case FIX_FORWARD -> "lastgood answer " + where + " --choice fix-forward --by YOU";
        };
    }
}
