package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import org.jspecify.annotations.Nullable;

/** The exit codes, as docs/cli.md lists them. */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_FOUND = 3;
    static final int CONFLICT = 4;
    static final int UNREACHABLE = 5;
    static final int BAD_RELEASE = 6;
    static final int UNCLEAR_RELEASE = 7;

    private Exit() {}

    /** Of a command that failed. */
    static int of(Exception e) {
        if (e instanceof CliProblem problem) {
            return problem.exit();
        }
        if (e instanceof RollbackProblem problem) {
            return of(problem.kind());
        }
        return e instanceof IllegalArgumentException ? USAGE : FAILED;
    }

    private static int of(RollbackProblem.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST -> USAGE;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT -> CONFLICT;
            case NO_WORKER, UNREACHABLE, BUSY -> UNREACHABLE;
        };
    }

    /** Of a deployment that was waited for. */
    static int of(Verdict verdict) {
        return switch (verdict) {
            case GOOD, OWN -> OK;
            case BAD, ROLLED_BACK -> BAD_RELEASE;
            case UNCLEAR, SUPERSEDED -> UNCLEAR_RELEASE;
        };
    }

    /** Of a rollback that was followed to its end. */
    static int of(@Nullable Outcome outcome) {
        if (outcome == null) {
            return FAILED;
        }
        return switch (outcome.kind()) {
            case RESTORED, NOTHING_TO_DO -> OK;
            case UNDONE, HANDED_OVER, REFUSED -> FAILED;
        };
    }
}
