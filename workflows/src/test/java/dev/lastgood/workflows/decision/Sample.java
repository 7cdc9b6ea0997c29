package dev.lastgood.workflows.decision;

import dev.lastgood.workflows.TestPolicies;
import dev.lastgood.workflows.decision.Hold.Kind;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One alert at 14:02, asked about at 14:05, and worlds around it. */
final class Sample {
    static final Instant NOW = Instant.parse("2026-11-21T14:05:00Z");
    static final Instant BEGAN = Instant.parse("2026-11-21T14:02:00Z");
    static final Policy STANDARD = Policy.standard();

    private Sample() {}

    static Instant at(String time) {
        return Instant.parse("2026-11-21T" + time + ":00Z");
    }

    static Alert alert(String severity, String... annotations) {
        return alert(BEGAN, Map.of("alertname", "HighErrorRate", "severity", severity), annotations);
    }

    static Alert alert(Instant startsAt, Map<String, String> labels, String... annotations) {
        Map<String, String> told = new HashMap<>();
        for (int i = 0; i < annotations.length; i += 2) {
            told.put(annotations[i], annotations[i + 1]);
        }
        return new Alert("f", true, startsAt, labels, told, "");
    }

    static Decision decide(Policy policy, World world) {
        return Decider.decide(alert("critical"), policy, world);
    }

    static Rule rule(Action action) {
        return Rule.of("P0", List.of(), action);
    }

    static Policy with(Rule... rules) {
        return TestPolicies.standard().rules(rules).build();
    }

    static Hold hold(Kind kind) {
        return new Hold(kind, "all", "ana", "migration", at("13:50"), null);
    }

    static World holding(Hold... holds) {
        return new World(NOW, false, false, null, null, List.of(holds), 1);
    }

    static World after(Instant endedAt) {
        return new World(NOW, false, false, new World.Last("r1", endedAt, "restored", "v1"), null, List.of(), 1);
    }

    static World wanting(int services) {
        return new World(NOW, false, false, null, null, List.of(), services);
    }

    static World running(World.@Nullable Last last) {
        return new World(NOW, true, false, last, null, List.of(), 1);
    }

    /** Release v42 went live then. */
    static World released(@Nullable Instant deployedAt) {
        return released(new World.Newest(new Release("sha-42", "v42", deployedAt), null));
    }

    static World released(World.Newest newest) {
        return new World(NOW, false, false, null, newest, List.of(), 1);
    }

    static Instant hoursAgo(long hours) {
        return BEGAN.minus(Duration.ofHours(hours));
    }
}
