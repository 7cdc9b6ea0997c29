package dev.lastgood.cli;

import dev.lastgood.workflows.client.DisplacedView;
import dev.lastgood.workflows.rollback.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "displaced",
        description = "Lists the databases that restores left on the servers: what was live before, kept for a while.",
        mixinStandardHelpOptions = true,
        subcommands = {DisplacedCommand.Drop.class, DisplacedCommand.Keep.class})
final class DisplacedCommand extends Base {
    private static final Pattern TIME = Pattern.compile("(\\d{1,5})([dhm])");

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Only beside this service's database.")
    @Nullable
    String service;

    @Mixin
    final Where where = new Where();

    @Override
    public Integer call() {
        try (Rollbacks rollbacks = road.open()) {
            List<DisplacedView> all = rollbacks.displaced(service == null ? null : where.find(rollbacks, service));
            print(all, words(all, Instant.now()));
            return Exit.OK;
        }
    }

    static String words(List<DisplacedView> all, Instant now) {
        return all.isEmpty()
                ? "no restore has left a database behind"
                : all.stream().map(it -> words(it, now)).collect(Collectors.joining("\n\n"));
    }

    private static String words(DisplacedView view, Instant now) {
        StringBuilder words = new StringBuilder(view.database())
                .append("  ")
                .append(Words.bytes(view.bytes()))
                .append(", on ")
                .append(view.server());
        if (view.since() != null) {
            words.append(", displaced ")
                    .append(age(Duration.between(view.since(), now)))
                    .append(" ago");
        }
        words.append("\n    ").append(view.what()).append("; of rollback ").append(view.rollback());
        if (view.until() != null) {
            words.append("\n    goes at ")
                    .append(Words.minute(view.until()))
                    .append(", in ")
                    .append(age(Duration.between(now, view.until())));
        }
        if (!view.owned() || view.until() == null || !view.note().startsWith("kept until")) {
            words.append("\n    ").append(view.owned() ? "" : "! ").append(view.note());
        }
        if (view.sessions() > 0) {
            words.append("\n    ").append(view.sessions()).append(" sessions are connected to it");
        }
        return words.toString();
    }

    private static String age(Duration duration) {
        return duration.toDays() < 2 ? Words.duration(duration) : (duration.toHours() + 12) / 24 + " days";
    }

    static Duration time(String text) {
        Matcher time = TIME.matcher(text.strip());
        if (!time.matches()) {
            throw new CliProblem(Exit.USAGE, "--for '" + text + "' is no time: write it like 14d, 12h or 30m");
        }
        long count = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "d" -> Duration.ofDays(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofMinutes(count);
        };
    }

    abstract static class Deciding extends Base {
        @Parameters(paramLabel = "DATABASE", description = "Its exact name, as the list has it.")
        String database = "";

        @Mixin
        final Person person = new Person();

        abstract String decide(Rollbacks rollbacks, String by);

        @Override
        public Integer call() {
            String by = person.name();
            try (Rollbacks rollbacks = road.open()) {
                return say(decide(rollbacks, by));
            }
        }
    }

    @Command(
            name = "drop",
            description = "Drops one of them now, for good. Refused while anyone is connected to it.",
            mixinStandardHelpOptions = true)
    static final class Drop extends Deciding {
        @Override
        String decide(Rollbacks rollbacks, String by) {
            return rollbacks.dropDisplaced(database, by);
        }
    }

    @Command(name = "keep", description = "Keeps one of them longer.", mixinStandardHelpOptions = true)
    static final class Keep extends Deciding {
        @Option(names = "--for", required = true, paramLabel = "TIME", description = "From now on, such as 14d.")
        String time = "";

        @Override
        String decide(Rollbacks rollbacks, String by) {
            return rollbacks.keepDisplaced(database, time(time), by);
        }
    }
}
