package dev.lastgood.cli;

import dev.lastgood.workflows.client.TriageView;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.triage.Triage;
import dev.lastgood.workflows.triage.Way;
import java.io.Console;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The commands that answer a question. */
final class AnswerCommands {
    private AnswerCommands() {}

    abstract static class Answering extends Base {
        @Mixin
        final Which which = new Which();

        @Mixin
        final Person person = new Person();

        @Option(
                names = {"-q", "--question"},
                paramLabel = "ID",
                description = "The question that is meant, such as q2; an answer to one that is over is refused.")
        @Nullable
        String question;

        @Option(names = "--comment", description = "Stands in the record; needed to skip a step.")
        @Nullable
        String comment;

        abstract @Nullable Choice meant();

        @Nullable
        Choice choice() {
            return null;
        }

        @Nullable
        String question(Rollbacks rollbacks, ServiceRef service) {
            return question;
        }

        @Override
        public Integer call() {
            String by = person.name();
            try (Rollbacks rollbacks = road.open()) {
                ServiceRef service = which.in(rollbacks);
                Answer answer = new Answer(question(rollbacks, service), choice(), by, comment);
                Answer.Decided decided = rollbacks.answer(service, answer, meant());
                print(decided, decided.text());
                return Exit.OK;
            }
        }
    }

    @Command(name = "approve", description = "Says yes to the open question.", mixinStandardHelpOptions = true)
    static final class Approve extends Answering {
        /** On a terminal it shows what is approved, and the yes holds for just that. */
        @Override
        @Nullable
        String question(Rollbacks rollbacks, ServiceRef service) {
            Console console = System.console();
            return question != null || console == null
                    ? question
                    : Approval.of(rollbacks.look(service).status(), out(), console::readLine);
        }

        @Override
        Choice meant() {
            return Choice.APPROVE;
        }
    }

    @Command(name = "reject", description = "Says no: what was changed is undone.", mixinStandardHelpOptions = true)
    static final class Reject extends Answering {
        @Override
        Choice meant() {
            return Choice.REJECT;
        }
    }

    @Command(
            name = "answer",
            description = "Gives any answer that the open question offers: a rollback's, or of what is being decided.",
            mixinStandardHelpOptions = true)
    static final class AnswerCommand extends Answering {
        @Option(
                names = {"-c", "--choice"},
                required = true,
                completionCandidates = Keys.class,
                description = "One of ${COMPLETION-CANDIDATES}.")
        @Nullable
        Chosen chosen;

        @Option(names = "--within", paramLabel = "TIME", description = "With hotfix and extend: how long, such as 30m.")
        @Nullable
        String within;

        @Override
        @Nullable
        Choice meant() {
            return null;
        }

        @Override
        @Nullable
        Choice choice() {
            return chosen == null ? null : chosen.choice();
        }

        @Override
        public Integer call() {
            Way way = chosen == null ? null : chosen.way();
            if (way == null) {
                return super.call();
            }
            try (Rollbacks rollbacks = road.open()) {
                ServiceRef service = which.in(rollbacks);
                if (choice() != null && !decidedAbout(rollbacks, service)) {
                    return super.call();
                }
                Duration time = within == null ? null : DisplacedCommand.time(within);
                Triage.Taken taken = rollbacks
                        .decisions()
                        .answer(service, new Triage.Reply(question, way, person.name(), comment, time));
                print(taken, taken.text());
                return Exit.OK;
            }
        }

        /** Rolling back is an answer to both kinds of question; a question's id tells which. */
        private boolean decidedAbout(Rollbacks rollbacks, ServiceRef service) {
            return question == null
                    ? rollbacks
                            .decisions()
                            .triage(service)
                            .filter(TriageView::runs)
                            .isPresent()
                    : question.startsWith("t");
        }
    }

    /** What was said, as an answer to a rollback, to a triage, or to either. */
    record Chosen(@Nullable Choice choice, @Nullable Way way) {}

    /** For help and completion. */
    static final class Keys extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Keys() {
            super(Stream.concat(
                            Arrays.stream(Choice.values()).map(Choice::key),
                            Arrays.stream(Way.values()).map(Way::key))
                    .distinct()
                    .toList());
        }
    }

    static Chosen chosen(String text) {
        String key = text.toLowerCase(Locale.ROOT).replace('_', '-');
        Choice choice = Arrays.stream(Choice.values())
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElse(null);
        Way way = Arrays.stream(Way.values())
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElse(null);
        if (choice == null && way == null) {
            throw new TypeConversionException(
                    "'" + text + "' is no answer; use one of " + String.join(", ", new Keys()));
        }
        return new Chosen(choice, way);
    }
}
