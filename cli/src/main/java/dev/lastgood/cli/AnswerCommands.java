package dev.lastgood.cli;

import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import java.io.Console;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
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
            description = "Gives any answer that the open question offers.",
            mixinStandardHelpOptions = true)
    static final class AnswerCommand extends Answering {
        @Option(
                names = {"-c", "--choice"},
                required = true,
                completionCandidates = Keys.class,
                description = "One of ${COMPLETION-CANDIDATES}.")
        @Nullable
        Choice choice;

        @Override
        @Nullable
        Choice meant() {
            return null;
        }

        @Override
        @Nullable
        Choice choice() {
            return choice;
        }
    }

    /** For help and completion. */
    static final class Keys extends java.util.ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Keys() {
            super(Arrays.stream(Choice.values()).map(Choice::key).toList());
        }
    }

    static Choice choice(String key) {
        return Arrays.stream(Choice.values())
                .filter(it -> it.key().equals(key.toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + key + "' is no answer; use one of "
                        + Arrays.stream(Choice.values()).map(Choice::key).collect(Collectors.joining(", "))));
    }
}
