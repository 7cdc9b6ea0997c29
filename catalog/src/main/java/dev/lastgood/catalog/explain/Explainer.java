package dev.lastgood.catalog.explain;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.explain.Explanation.Explained;
import dev.lastgood.catalog.explain.Explanation.OfService;
import dev.lastgood.catalog.freezes.Freezes;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.Planner;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Words;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides about saved alerts as the webhook would, and says what would be done. */
public final class Explainer {
    private static final String NOT_THE_RELEASE =
            "Not looked at: since when the newest release runs, and how many services want to go back. A rollback looks at"
                    + " both before it touches anything, and asks instead where they speak against it.";
    private static final String NOT_TEMPORAL =
            "Not looked at, as only the catalog was: rollbacks that run, the last one, pause and brake.";

    private final Catalog catalog;
    private final Function<Service, World> worlds;
    private final List<String> notes;

    private Explainer(Catalog catalog, Function<Service, World> worlds, List<String> notes) {
        this.catalog = catalog;
        this.worlds = worlds;
        this.notes = notes;
    }

    /** In the light of what runs and holds now. */
    public static Explainer of(Catalog catalog, Function<Service, World> worlds) {
        return new Explainer(catalog, worlds, List.of(NOT_THE_RELEASE));
    }

    /** With nothing but the catalog's file and its calendars. */
    public static Explainer offline(Catalog catalog, Instant at) {
        return new Explainer(
                catalog,
                service -> new World(at, false, false, null, null, Freezes.holds(service.policy(), at), 1),
                List.of(NOT_TEMPORAL, NOT_THE_RELEASE));
    }

    /** @param environment null is all */
    public Explanation explain(List<Alert> alerts, Instant at, @Nullable String environment) {
        return new Explanation(
                at, alerts.stream().map(it -> explained(it, environment)).toList(), notes);
    }

    private Explained explained(Alert alert, @Nullable String environment) {
        List<Service> takers = catalog.matching(alert.labels());
        List<Service> meant = takers.stream()
                .filter(it -> environment == null || it.ref().environment().equals(environment))
                .toList();
        return new Explained(
                alert.summary(),
                alert.firing(),
                alert.startsAt(),
                alert.labels(),
                alert.firing() ? meant.stream().map(it -> decided(alert, it)).toList() : List.of(),
                note(alert, takers, meant));
    }

    private static @Nullable String note(Alert alert, List<Service> takers, List<Service> meant) {
        if (takers.isEmpty()) {
            return "no service of the catalog takes it: compare its labels with the services' alerts";
        }
        if (meant.isEmpty()) {
            return "no service of that environment takes it, but "
                    + takers.stream().map(it -> it.ref().toString()).collect(Collectors.joining(", "));
        }
        return alert.firing()
                ? null
                : "resolved: starts nothing. Where a rollback of "
                        + meant.stream()
                                .map(it -> it.ref() + " has contained nothing yet, on-resolved: "
                                        + Words.of(it.policy().onResolved()).replace(' ', '-'))
                                .collect(Collectors.joining("; of "));
    }

    private OfService decided(Alert alert, Service service) {
        Decision decision = Decider.decide(alert, service.policy(), worlds.apply(service));
        return new OfService(
                service.ref().service(), service.ref().environment(), decision, then(alert, service, decision));
    }

    private static String then(Alert alert, Service service, Decision decision) {
        Rule rule = decision.rule();
        return switch (decision.verdict()) {
            case START -> steps(alert, service, rule);
            case WAIT ->
                rule != null && rule.action() == Action.WATCH
                        ? "watches for " + Words.duration(rule.watch()) + "; worse is "
                                + (rule.worse() == null
                                        ? "that it still fires then"
                                        : "that check " + rule.worse().name() + " fails")
                                + "; then " + steps(alert, service, rule)
                        : "tells people, who have "
                                + Words.duration(rule == null ? Rule.VETO : rule.veto()) + " to veto; then "
                                + steps(alert, service, rule);
            case ASK -> "asks a person; after a yes " + steps(alert, service, rule);
            case JOIN -> "stands in the timeline of what runs";
            case HELD -> "people are told, and nothing is rolled back";
            case FIX_FORWARD -> "people are told that the fix goes forward, and nothing is rolled back";
            case IGNORED -> "is only on record";
        };
    }

    private static String steps(Alert alert, Service service, @Nullable Rule rule) {
        Plan plan = Planner.plan(new RollbackRequest(
                "explain",
                service,
                new Cause("explain", alert.summary(), alert),
                Mode.ROLL_BACK,
                rule == null ? Set.of() : rule.options(),
                null,
                null,
                false));
        return plan.steps().isEmpty()
                ? String.join(" ", plan.notes())
                : plan.steps().stream().map(it -> it.step().title()).collect(Collectors.joining(" → "));
    }
}
