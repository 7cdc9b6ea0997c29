package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.List;

/** Finds one kind of thing that a restore and a swap would meet. It looks, quickly, and changes nothing that lasts. */
@FunctionalInterface
interface Look {
    List<Finding> look(Ground ground) throws SQLException;

    /** For whom it is said that this could not be looked at. */
    default String about() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
    }

    static Finding inTheWay(String what, String then) {
        return new Finding(Finding.Kind.IN_THE_WAY, what, then);
    }

    static Finding willBeDone(String what, String then) {
        return new Finding(Finding.Kind.WILL_BE_DONE, what, then);
    }

    static Finding toKnow(String what, String then) {
        return new Finding(Finding.Kind.TO_KNOW, what, then);
    }
}
