package dev.lastgood.workflows.model;

import java.util.List;
import java.util.Map;

/**
 * Something to tell people. The words come from a template file named after the kind; these are its values.
 *
 * @param facts name and value pairs the templates may use, such as {@code reason} or {@code question}
 * @param lines the body as lines: steps done, tables compared, what is left to do
 */
public record Notice(Kind kind, RollbackRef rollback, String headline, Map<String, String> facts, List<String> lines) {

    /** Which message it is; its template is {@code <kind in lower-case with hyphens>.<channel type>.mustache}. */
    public enum Kind {
        STARTED,
        QUESTION,
        OVER_BUDGET,
        PERSON_NEEDED,
        FINISHED,
        /** Of what a rollback left behind: a displaced database whose time is over, rows that were put back. */
        REMINDER,
        /** A rollback comes when nobody objects. */
        VETO,
        /** Something was decided about an alert that rolls nothing back, or holds rollbacks. */
        DECISION
    }

    /** {@code PERSON_NEEDED} is {@code person-needed}. */
    public String template() {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
