package dev.lastgood.workflows.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a service as its platform knows it.
 *
 * @param id what the platform needs to deploy it again exactly: a commit, an image digest, a deployment id
 * @param name what people call it: a tag
 * @param deployedAt when it went live, as far as the platform knows
 */
public record Release(String id, String name, @Nullable Instant deployedAt) {}
