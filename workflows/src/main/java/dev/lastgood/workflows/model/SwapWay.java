package dev.lastgood.workflows.model;

/** How the restored data takes the live data's place, best first. Chosen when the database is looked at, and shown. */
public enum SwapWay {
    /** Both databases renamed while logins wait at a lock on pg_database. */
    GATE("logins wait for some milliseconds, none is refused (gate)"),
    /** Both databases renamed in one transaction. */
    RENAME("in one transaction; logins may be refused for some 100 milliseconds"
            + " (neither superuser nor MAINTAIN on pg_database)"),
    /** The schemas within the live database renamed in one transaction. */
    SCHEMAS("its schemas change places in one transaction; statements wait for some milliseconds, none fails for it"
            + " (schemas)"),
    /** The restored database stays where it is, and the application is pointed there. */
    INTO_NEW("the application is pointed to the restored database by the catalog's command; down for as long as that"
            + " takes (repoint)"),
    /** Emptied and loaded in one transaction, after one more backup of the present state. */
    IN_PLACE(
            "emptied and loaded again in one transaction, after one more backup; nobody can write meanwhile, and towards"
                    + " its end nobody can read: minutes for each GB (in place)");

    private final String words;

    SwapWay(String words) {
        this.words = words;
    }

    /** What is done and how long users feel it. */
    public String words() {
        return words;
    }

    /** Whether live and restored data are two databases that change names. */
    public boolean renames() {
        return this == GATE || this == RENAME;
    }
}
