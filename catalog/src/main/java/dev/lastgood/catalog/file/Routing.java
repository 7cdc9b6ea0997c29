package dev.lastgood.catalog.file;

import dev.lastgood.catalog.file.CatalogFile.Merged;
import dev.lastgood.catalog.settings.Matchers;
import dev.lastgood.workflows.decision.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which alert is about which service: matchers that are none, or take what they must not. */
final class Routing {
    private final Problems problems;

    Routing(Problems problems) {
        this.problems = problems;
    }

    void check(List<Merged> services) {
        for (Merged one : services) {
            Matchers matchers = matchers(one.tree().at("alerts"));
            if (!matchers.all().isEmpty() && matchers.match(Map.of())) {
                problems.add(
                        one.tree().at("alerts").place(),
                        "alerts of everything match",
                        "add a label that must have a value, such as service=\"" + one.service() + "\"");
            }
            contradiction(one.tree().at("alerts"), matchers, problems);
            environments(one, matchers, services);
        }
    }

    /** An alert of one environment must not roll back the other. */
    private void environments(Merged one, Matchers matchers, List<Merged> services) {
        services.stream()
                .filter(other -> other.service().equals(one.service()))
                .filter(other -> !other.environment().equals(one.environment()))
                .filter(other -> !matchers.all().isEmpty()
                        && matchers(other.tree().at("alerts")).within(matchers))
                .findFirst()
                .ifPresent(other -> problems.add(
                        one.at().under("alerts"),
                        "alerts of " + other.environment() + " match here too",
                        "add a label that tells them apart, such as alerts: {env: " + one.environment() + "}"));
    }

    static void contradiction(Tree written, Matchers matchers, Problems problems) {
        matchers.contradiction()
                .ifPresent(it -> problems.add(written.place(), "no alert can match both " + it, "leave one of them"));
    }

    /** Those that are sound; what is wrong with the others is told. */
    private Matchers matchers(Tree written) {
        return matchers(written, problems);
    }

    /** A map of labels, or a list of matchers. */
    static Matchers matchers(Tree written, Problems problems) {
        List<Matcher> sound = new ArrayList<>();
        written.map().forEach((label, value) -> {
            if (value.value() instanceof String text) {
                sound.add(new Matcher(label, "=", text));
            }
        });
        written.list().forEach(it -> matcher(it, sound, problems));
        return new Matchers(sound);
    }

    private static void matcher(Tree written, List<Matcher> sound, Problems problems) {
        if (!(written.value() instanceof String text)) {
            return; // The schema has told of it.
        }
        try {
            sound.add(Matcher.parse(text));
        } catch (IllegalArgumentException e) {
            String[] words = String.valueOf(e.getMessage()).split("; ", 2);
            problems.add(
                    written.place(),
                    words[0],
                    words.length > 1 ? words[1] : "write one that Java and Go read, such as severity=~\"critical|P0\"");
        }
    }
}
