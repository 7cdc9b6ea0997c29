package dev.lastgood.workflows.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a service as its platform knows it.
 *
 * @param id what the platform needs to deploy it again exactly: a commit, an image digest, a deployment id
 * @param name what people call it: a tag
 * @param deployedAt when it went live, as far as the platform knows
 * @param note where it was chosen to go back to: why this one, such as {@code marked good on 2026-11-20 14:02 UTC}
 */
public record Release(
        String id,
        String name,
        @Nullable Instant deployedAt,
        @Nullable String note) {

    public Release(String id, String name, @Nullable Instant deployedAt) {
        this(id, name, deployedAt, null);
    }

    /** The same, of which it is known better when it went live. */
    public Release deployed(Instant at) {
        return new Release(id, name, at, note);
    }

    public Release noted(String why) {
        return new Release(id, name, deployedAt, why);
    }
}
