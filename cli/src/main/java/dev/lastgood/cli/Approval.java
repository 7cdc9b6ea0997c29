package dev.lastgood.cli;

import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.io.PrintWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shows what is about to be approved, and has it confirmed. */
final class Approval {
    private Approval() {}

    interface Reader {
        @Nullable
        String read(String prompt);
    }

    /**
     * @return the question that was shown; null where nothing is being asked, which the rollback itself will say
     * @throws CliProblem unless the answer is {@code yes}
     */
    static @Nullable String of(@Nullable RollbackStatus status, PrintWriter out, Reader reader) {
        Question question = status == null ? null : status.question();
        if (status == null || question == null) {
            return null;
        }
        new StatusRenderer(false).question(status, question, Instant.now()).forEach(out::println);
        out.flush();
        String said = reader.read("Approve " + question.id() + "? Type yes: ");
        if (said == null || !said.strip().equalsIgnoreCase("yes")) {
            throw new CliProblem(Exit.USAGE, "nothing was approved");
        }
        return question.id();
    }
}
