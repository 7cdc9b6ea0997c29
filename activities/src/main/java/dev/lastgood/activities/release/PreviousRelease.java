package dev.lastgood.activities.release;

import dev.lastgood.history.KnownReleases;
import dev.lastgood.history.ReleaseMarks;
import dev.lastgood.workflows.activities.ReleaseActivities.PreviousQuery;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** Chooses what to go back to: the newest release that is marked good, else the one before that nobody knows to be bad. */
final class PreviousRelease {
    private static final int FARTHEST = 20;

    private final ReleasePlatform platform;
    private final ReleaseMarks marks;

    PreviousRelease(ReleasePlatform platform, ReleaseMarks marks) {
        this.platform = platform;
        this.marks = marks;
    }

    Release of(PreviousQuery query) {
        if (query.requested() != null) {
            return platform.previous(query);
        }
        KnownReleases known;
        try {
            known = marks.known(query.rollback().service());
        } catch (DataAccessException notReachable) {
            return platform.previous(query)
                    .noted("the one before; the history, which knows what is marked good, does not answer");
        }
        for (KnownReleases.Good good : known.goodBefore(query.current())) {
            Optional<Release> there = named(query, good);
            if (there.isPresent()) {
                return there.get().noted(good.why());
            }
        }
        return notBad(query, known);
    }

    /** As the platform has it now: one that is gone, or means something else today, is not what was watched. */
    private Optional<Release> named(PreviousQuery query, KnownReleases.Good good) {
        var asked = new PreviousQuery(
                query.rollback(),
                query.target(),
                query.current(),
                good.release().name());
        try {
            return Optional.of(platform.previous(asked))
                    .filter(it -> it.id().equals(good.release().id()));
        } catch (ApplicationFailure gone) {
            if (Failures.type(gone) != FailureType.NOT_FOUND) {
                throw gone;
            }
            return Optional.empty();
        }
    }

    private Release notBad(PreviousQuery query, KnownReleases known) {
        List<String> passedOver = new ArrayList<>();
        Release before = platform.previous(query);
        for (Optional<String> bad = known.bad(before);
                bad.isPresent() && passedOver.size() < FARTHEST;
                bad = known.bad(before)) {
            passedOver.add(before.name() + " (" + bad.get() + ")");
            before = platform.previous(new PreviousQuery(query.rollback(), query.target(), before, null));
        }
        return passedOver.isEmpty()
                ? before
                : before.noted("the newest before it that is not known to be bad; passed over: "
                        + String.join(", ", passedOver));
    }
}
