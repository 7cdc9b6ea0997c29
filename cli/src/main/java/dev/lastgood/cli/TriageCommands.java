package dev.lastgood.cli;

import dev.lastgood.workflows.client.TriageView;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.triage.Triage;
import dev.lastgood.workflows.triage.TriageStatus;
import dev.lastgood.workflows.triage.TriageWords;
import dev.lastgood.workflows.triage.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about what is being decided: a veto window, a watch, a question. */
final class TriageCommands {
    private static final int MOST_EVENTS = 12;

    private TriageCommands() {}

    @Command(
            name = "triage",
            description = "Shows what is being decided about a service's alert, until when, and what you can say.",
            mixinStandardHelpOptions = true)
    static final class Show extends Base {
        @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "The service; none: all.")
        @Nullable
        String service;

        @Mixin
        final Where where = new Where();

        @Mixin
        final Person person = new Person();

        @Option(names = "--cancel", paramLabel = "REASON", description = "Ends it; nothing is rolled back.")
        @Nullable
        String cancel;

        @Override
        public Integer call() {
            try (Rollbacks rollbacks = road.open()) {
                if (service == null) {
                    List<TriageView> all = rollbacks.decisions().triages();
                    print(
                            all,
                            all.isEmpty()
                                    ? "Nothing is being decided."
                                    : String.join(
                                            "\n",
                                            all.stream()
                                                    .map(TriageCommands::line)
                                                    .toList()));
                    return Exit.OK;
                }
                ServiceRef ref = where.find(rollbacks, service);
                if (cancel != null) {
                    return say(rollbacks.decisions().cancel(ref, person.name(), cancel));
                }
                TriageView view = rollbacks
                        .decisions()
                        .triage(ref)
                        .orElseThrow(() -> new CliProblem(
                                Exit.NOT_FOUND, "nothing is being decided about " + ref + ", and nothing was lately"));
                print(view, String.join("\n", lines(view, Instant.now())));
                return Exit.OK;
            }
        }
    }

    /** One of a list. */
    static String line(TriageView view) {
        return view.service() + "  since " + Words.minute(view.startedAt()) + "  " + view.note();
    }

    static List<String> lines(TriageView view, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add((view.runs() ? "Being decided: " : "Decided: ") + view.service() + ", since "
                + Words.minute(view.startedAt()));
        TriageStatus status = view.status();
        if (status == null) {
            lines.add(Words.sentence(view.note()));
            return lines;
        }
        lines.add("  " + status.reason() + (status.firing() ? "" : " (resolved)"));
        status.decision().reasons().forEach(reason -> lines.add("  why: " + reason));
        TriageStatus.Question question = status.question();
        if (question != null) {
            Duration left = Duration.between(now, question.answerBy());
            lines.add("? " + question.text() + " (" + question.id() + ")");
            question.lines().forEach(line -> lines.add("    " + line));
            lines.add("    In " + Words.duration(left.isNegative() ? Duration.ZERO : left)
                    + ", if nobody says anything: " + question.ifNoAnswer());
            TriageWords.commands(view.service(), question).forEach(command -> lines.add("    " + command));
        }
        status.timeline().stream()
                .skip(Math.max(0, status.timeline().size() - MOST_EVENTS))
                .forEach(it -> lines.add("  " + Words.clock(it.at()) + " " + it.text()
                        + (it.person() == null ? "" : " (" + it.person() + ")")));
        if (status.outcome() != null) {
            lines.add(Words.sentence(view.note()));
        }
        return lines;
    }

    /** What one person says to what is being decided. */
    abstract static class Saying extends Base {
        @Mixin
        final Which which = new Which();

        @Mixin
        final Person person = new Person();

        @Option(
                names = {"-q", "--question"},
                paramLabel = "ID",
                description = "The question that is meant, such as t2; an answer to one that is over is refused.")
        @Nullable
        String question;

        abstract Way way();

        @Nullable
        String comment() {
            return null;
        }

        @Nullable
        Duration time() {
            return null;
        }

        @Override
        public Integer call() {
            String by = person.name();
            try (Rollbacks rollbacks = road.open()) {
                Triage.Taken taken = rollbacks
                        .decisions()
                        .answer(which.in(rollbacks), new Triage.Reply(question, way(), by, comment(), time()));
                print(taken, taken.text());
                return Exit.OK;
            }
        }
    }

    @Command(
            name = "veto",
            description = "Says no to the rollback that would come by itself.",
            mixinStandardHelpOptions = true)
    static final class Veto extends Saying {
        @Option(names = "--reason", required = true, description = "Why; it stands in the record.")
        String reason = "";

        @Override
        Way way() {
            return Way.VETO;
        }

        @Override
        String comment() {
            return reason;
        }
    }

    @Command(name = "extend", description = "Gives people more time to object.", mixinStandardHelpOptions = true)
    static final class Extend extends Saying {
        @Option(names = "--for", paramLabel = "TIME", description = "How much more, such as 10m; default: the rule's.")
        @Nullable
        String time;

        @Override
        Way way() {
            return Way.EXTEND;
        }

        @Override
        @Nullable
        Duration time() {
            return time == null ? null : DisplacedCommand.time(time);
        }
    }

    @Command(
            name = "now",
            description = "Waits no longer: rolls back what is being decided about.",
            mixinStandardHelpOptions = true)
    static final class Now extends Saying {
        @Option(names = "--reason", description = "Why; it stands in the record.")
        @Nullable
        String reason;

        @Override
        Way way() {
            return Way.ROLL_BACK;
        }

        @Override
        @Nullable
        String comment() {
            return reason;
        }
    }
}
