package dev.lastgood.workflows.model;

import dev.lastgood.workflows.support.Hash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release that went live, as somebody told.
 *
 * @param id 12 hexadecimal digits, made of version and time: telling the same twice is telling it once
 * @param version as whoever deploys calls it
 * @param at when it went live, or begins to
 * @param by who told
 */
public record Deployment(
        ServiceRef service,
        String id,
        String version,
        @Nullable String commit,
        Instant at,
        String by) {

    /** @param at in whole seconds, so that it is the same however it was written */
    public static String id(String version, Instant at) {
        return Hash.of(version + "@" + at.getEpochSecond()).substring(4);
    }

    /** How the activities know this watch: what they make carries the end of the deployment's id. */
    public RollbackRef ref() {
        return new RollbackRef(service, RollbackRef.keyOf(id));
    }

    /** As flat texts, which stand in the watch's memo: readable with no worker up. */
    public Map<String, Object> memo() {
        var memo = new LinkedHashMap<String, Object>();
        memo.put("deployment", id);
        memo.put("version", version);
        memo.put("at", at.toString());
        memo.put("by", by);
        // A memo is added to, never taken from.
        memo.put("commit", commit == null ? "" : commit);
        return memo;
    }

    /** Whether it is this release that the platform speaks of: by its commit where one was told, else by its name. */
    public boolean is(Release release) {
        return commit == null ? sameName(release.name()) : release.id().startsWith(commit) || sameName(release.name());
    }

    private boolean sameName(String name) {
        return bare(name).equals(bare(version));
    }

    private static String bare(String name) {
        return name.matches("v\\d.*") ? name.substring(1) : name;
    }
}
