package dev.lastgood.workflows.displaced;

import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps one displaced database for its time, reminds people before it goes, and drops it. Ends when it is gone or live again. */
@WorkflowInterface
public interface KeepDisplaced {

    static String id(Database database, String name) {
        return "displaced-" + database.server() + "-" + name;
    }

    @WorkflowMethod(name = "KeepDisplaced")
    String keep(Keep keep);

    @QueryMethod(name = "state")
    State state();

    /** A person keeps it longer, or wants it gone now. */
    @SignalMethod(name = "decide")
    void decide(Decision decision);

    /**
     * @param name the displaced database's, on the server of the service's database
     * @param holds what people would miss, such as {@code 39 orders}; null where that is not known
     * @param byItself whether it goes when its time is over; one that a person adopted only to drop it does not
     */
    record Keep(
            Service service,
            RollbackRef rollback,
            String name,
            long oid,
            @Nullable String holds,
            boolean byItself) {}

    /** @param keepUntil null drops it now */
    record Decision(String by, @Nullable Instant keepUntil) {}

    /**
     * @param until when it goes; null while that is not known yet
     * @param note the last thing that happened, as a sentence
     * @param decisions how many decisions have been carried out
     */
    record State(@Nullable Instant until, boolean byItself, String note, int decisions) {}

    /** Before it goes, people are told; a shorter time is told of at its half. */
    Duration NOTICE = Duration.ofDays(1);
}
