package dev.lastgood.starter.webhook;

import dev.lastgood.starter.webhook.WebhookAnswer.Taken;
import dev.lastgood.workflows.client.DecisionClient;
import dev.lastgood.workflows.client.NamespaceSearch;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.client.Triaged;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.noted.Noted;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.RollbackRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Decides about one alert of one service, and does what was decided: durably, before it returns. */
class Judge {
    /** Grafana's alerts of its own that it can't see: unknown is no reason to roll back. */
    private static final Set<String> NO_DATA = Set.of("DatasourceNoData", "DatasourceError");

    private static final Duration[] AGAIN = {Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(500)};

    /** Less than the whole message has. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Turns turns = new Turns(PATIENCE);
    private final RollbackClient rollbacks;
    private final TriageClient triages;
    private final DecisionClient decisions;
    private final NamespaceSearch search;
    private final Worlds worlds;

    Judge(
            RollbackClient rollbacks,
            TriageClient triages,
            DecisionClient decisions,
            NamespaceSearch search,
            Worlds worlds) {
        this.rollbacks = rollbacks;
        this.triages = triages;
        this.decisions = decisions;
        this.search = search;
        this.worlds = worlds;
    }

    /** @param by whose message it came in, such as {@code alertmanager} */
    Taken take(Service service, Alert alert, String by) {
        return turns.take(
                service.ref(),
                () -> patiently(() -> alert.firing() ? firing(service, alert, by) : resolved(service, alert)));
    }

    /** A workflow that is busy with another starter's call is not for long. */
    private static Taken patiently(Supplier<Taken> work) {
        for (int i = 0; ; i++) {
            try {
                return work.get();
            } catch (RollbackProblem problem) {
                if (problem.kind() != RollbackProblem.Kind.BUSY || i >= AGAIN.length) {
                    throw problem;
                }
                LockSupport.parkNanos(AGAIN[i].toNanos());
            }
        }
    }

    private Taken firing(Service service, Alert alert, String by) {
        if (NO_DATA.contains(alert.labels().get("alertname"))) {
            // Nor for what runs to hear of: it would be a relapse, or call for more than was decided.
            return act(service, alert, by, unseen());
        }
        if (rollbacks.tell(service.ref(), alert)) {
            return Answers.rollback(service, alert, WebhookAnswer.Decision.JOINED, "joins the running rollback");
        }
        if (triages.tell(service.ref(), alert)) {
            return Answers.triage(
                    service,
                    alert,
                    WebhookAnswer.Decision.JOINED,
                    "joins what is being decided about " + service.ref());
        }
        return act(service, alert, by, Decider.decide(alert, service.policy(), worlds.withoutTriage(service)));
    }

    private static Decision unseen() {
        return new Decision(
                Verdict.HELD, null, List.of("Grafana has no data: that is not known to be bad"), Instant.now());
    }

    /** Never starts anything. */
    private Taken resolved(Service service, Alert alert) {
        if (rollbacks.tell(service.ref(), alert)) {
            return Answers.rollback(
                    service, alert, WebhookAnswer.Decision.JOINED, "resolved: told to the running rollback");
        }
        if (triages.tell(service.ref(), alert)) {
            return Answers.triage(
                    service, alert, WebhookAnswer.Decision.JOINED, "resolved: told to what is being decided");
        }
        return Answers.nothing(
                service,
                alert,
                WebhookAnswer.Decision.IGNORED,
                "resolved, and no rollback of " + service.ref() + " runs: nothing to do");
    }

    private Taken act(Service service, Alert alert, String by, Decision decision) {
        return switch (decision.verdict()) {
            case START, JOIN -> {
                Started started = rollbacks.alert(request(service, alert, by, decision), alert);
                yield Answers.rollback(
                        service,
                        alert,
                        started.decision() == Started.Decision.STARTED
                                ? WebhookAnswer.Decision.STARTED
                                : WebhookAnswer.Decision.JOINED,
                        started.message());
            }
            case WAIT, ASK -> {
                Triaged triaged = triages.triage(request(service, alert, by, decision), alert, decision);
                yield Answers.triage(
                        service,
                        alert,
                        triaged.started()
                                ? WebhookAnswer.Decision.of(decision.verdict())
                                : WebhookAnswer.Decision.JOINED,
                        triaged.message() + until(decision));
            }
            case HELD, FIX_FORWARD, IGNORED -> {
                boolean tell = decision.verdict() != Verdict.IGNORED;
                decisions.note(new Noted(alert, service.ref(), decision, service.channels(), tell));
                yield Answers.nothing(service, alert, WebhookAnswer.Decision.of(decision.verdict()), decision.words());
            }
        };
    }

    private static String until(Decision decision) {
        Rule rule = decision.rule();
        if (decision.verdict() != Verdict.WAIT || rule == null) {
            return "";
        }
        return ", until "
                + decision.at()
                        .plus(rule.action() == Action.WATCH ? rule.watch() : rule.veto())
                        .truncatedTo(ChronoUnit.SECONDS);
    }

    private RollbackRequest request(Service service, Alert alert, String by, Decision decision) {
        Rule rule = decision.rule();
        return new RollbackRequest(
                UUID.randomUUID().toString(),
                service.as(rule == null ? null : rule.impact()),
                new Cause(by, Answers.line(alert.summary()), alert, decision),
                Mode.ROLL_BACK,
                rule == null ? Set.of() : rule.options(),
                null,
                null,
                search.available());
    }
}
