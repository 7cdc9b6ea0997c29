package dev.lastgood.activities.database.postgresql.shadows;

import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Finds what a rollback displaced, or says why it can't be put back. */
final class DisplacedFinder {
    private final Shelf shelf;
    private final String live;
    private final String of;

    /** @param of the key of the rollback that is to be undone */
    DisplacedFinder(Shelf shelf, String live, String of) {
        this.shelf = shelf;
        this.live = live;
        this.of = of;
    }

    /** @throws io.temporal.failure.ApplicationFailure with the reason, when live is not what that rollback put there */
    Databases.Entry find() throws SQLException {
        Databases.Entry now = shelf.live();
        Optional<Databases.Entry> displaced = displaced();
        Ledger ledger = now.in(Ledger.State.LIVE) ? now.ledger().orElse(null) : null;
        if (ledger == null) {
            throw displaced.isPresent()
                    ? StateChooser.refused(live + " (OID " + now.oid() + ") is not what rollback " + of
                            + " put there: someone replaced it. What it displaced is "
                            + displaced.get().name())
                    : nothing();
        }
        if (!ledger.lastgood().equals(of)) {
            throw StateChooser.refused(other(ledger));
        }
        return displaced.orElseThrow(this::nothing);
    }

    /** As what stands ready: the state it holds is that of when it was displaced. */
    Ledger.Ready ready(Databases.Entry found) throws SQLException {
        Ledger ledger = found.ledger().orElseThrow();
        Ledger.Ready taken = ledger.ready();
        Ledger before = taken != null && taken.before() != null ? taken.before() : ledger;
        Instant at = before.at() == null ? shelf.now() : before.at();
        return new Ledger.Ready(ShadowSource.DISPLACED, live, found.name(), 0, at, at, null, of, before);
    }

    private Optional<Databases.Entry> displaced() throws SQLException {
        return shelf.databases().all().stream()
                .filter(it -> it.ledger().map(this::isDisplaced).orElse(false))
                .findFirst();
    }

    /** Also one that an undo took and did not swap in. What was restored once, and swapped back, names its backup. */
    private boolean isDisplaced(Ledger ledger) {
        Ledger.Ready ready = ledger.ready();
        if (ledger.state() != Ledger.State.LIVE
                && ready != null
                && ready.kind() == ShadowSource.DISPLACED
                && ready.before() != null) {
            return isDisplaced(ready.before());
        }
        return ledger.state() == Ledger.State.DISPLACED && ledger.lastgood().equals(of) && ledger.backup() == null;
    }

    private String other(Ledger ledger) {
        Ledger.Ready ready = ledger.ready();
        boolean undone = ready != null
                && ready.kind() == ShadowSource.DISPLACED
                && ready.maker().equals(of);
        return undone
                ? "rollback " + of + " was undone already, by rollback " + ledger.lastgood()
                        + ": to undo that, name it with --rollback " + ledger.lastgood()
                : "what is live came by rollback " + ledger.lastgood() + ", not by " + of
                        + ": undo that one first, with --rollback " + ledger.lastgood();
    }

    private RuntimeException nothing() {
        return Failures.permanent(
                FailureType.NOT_FOUND,
                "there is nothing to undo: no database that rollback " + of + " displaced from " + live
                        + " is on the server (any more). Its data can come from a backup only");
    }
}
