package dev.lastgood.workflows.client;

import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Words;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a running rollback was asked to do. It stands in the workflow's memo, so that it can be read with no worker up. */
public record Running(
        String requestId,
        Mode mode,
        Set<Option> options,
        @Nullable String toRelease,
        @Nullable Instant damagedSince,
        String by,
        String reason,
        @Nullable String script,
        @Nullable String undoOf) {

    public Running(
            String requestId,
            Mode mode,
            Set<Option> options,
            @Nullable String toRelease,
            @Nullable Instant damagedSince,
            String by,
            String reason) {
        this(requestId, mode, options, toRelease, damagedSince, by, reason, null, null);
    }

    static Running of(RollbackRequest request) {
        return new Running(
                request.id(),
                request.mode(),
                request.options(),
                request.toRelease(),
                request.damagedSince(),
                request.cause().by(),
                request.cause().reason(),
                request.script(),
                request.undo() == null ? null : request.undo().rollback());
    }

    /** Null for a workflow that was started by other means, such as the Temporal UI. */
    static @Nullable Running of(WorkflowExecutionMetadata execution) {
        String requestId = text(execution, "requestId");
        String mode = text(execution, "mode");
        if (requestId == null || mode == null) {
            return null;
        }
        String since = text(execution, "damagedSince");
        return new Running(
                requestId,
                Mode.valueOf(mode),
                options(text(execution, RollbackRequest.OPTIONS_IN_MEMO)),
                text(execution, "toRelease"),
                since == null ? null : Instant.parse(since),
                orUnknown(text(execution, "by")),
                orUnknown(text(execution, "reason")),
                text(execution, "script"),
                text(execution, "undoOf"));
    }

    /** As flat texts, which the Temporal UI shows as they are. */
    Map<String, Object> memo() {
        Map<String, Object> memo = new LinkedHashMap<>();
        memo.put("requestId", requestId);
        memo.put("mode", mode.name());
        memo.put(RollbackRequest.OPTIONS_IN_MEMO, RollbackRequest.inMemo(options));
        memo.put("by", by);
        memo.put("reason", reason);
        if (toRelease != null) {
            memo.put("toRelease", toRelease);
        }
        if (damagedSince != null) {
            memo.put("damagedSince", damagedSince.toString());
        }
        if (script != null) {
            memo.put("script", script);
        }
        if (undoOf != null) {
            memo.put("undoOf", undoOf);
        }
        return memo;
    }

    /** Whether this is what that one does and more of it. */
    boolean widens(Running other) {
        return mode == Mode.ROLL_BACK
                && new Running(requestId, mode, other.options, toRelease, damagedSince, by, reason, script, undoOf)
                        .samePlanAs(other)
                && Option.isMore(options, other.options);
    }

    boolean samePlanAs(Running other) {
        return mode == other.mode
                && options.equals(other.options)
                && java.util.Objects.equals(toRelease, other.toRelease)
                && java.util.Objects.equals(damagedSince, other.damagedSince)
                && java.util.Objects.equals(script, other.script)
                && java.util.Objects.equals(undoOf, other.undoOf);
    }

    /** Such as {@code roll back, database only, to v1.2, data damaged since 2026-11-20T14:02:00Z}. */
    public String words() {
        StringBuilder words = new StringBuilder(Words.of(mode));
        if (undoOf != null) {
            words.append(" rollback ").append(undoOf);
        }
        if (!options.isEmpty()) {
            words.append(", only ")
                    .append(String.join(
                            " and ", options.stream().map(Words::of).sorted().toList()));
        }
        if (toRelease != null) {
            words.append(", to ").append(toRelease);
        }
        if (damagedSince != null) {
            words.append(", data damaged since ").append(damagedSince);
        }
        if (script != null) {
            words.append(", by the script ").append(script);
        }
        return words.toString();
    }

    private static Set<Option> options(@Nullable String text) {
        Set<Option> options = EnumSet.noneOf(Option.class);
        if (text != null && !text.isEmpty()) {
            Arrays.stream(text.split(",", -1)).map(Option::valueOf).forEach(options::add);
        }
        return options;
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? "unknown" : text;
    }

    private static @Nullable String text(WorkflowExecutionMetadata execution, String key) {
        return (String) execution.getMemo(key, String.class);
    }
}
