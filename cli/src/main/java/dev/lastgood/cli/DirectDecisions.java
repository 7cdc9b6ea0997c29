package dev.lastgood.cli;

import dev.lastgood.workflows.client.HoldClient;
import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.client.TriageView;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.triage.Triage;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Straight to Temporal. */
final class DirectDecisions implements Decisions {
    private final TriageClient triages;
    private final HoldClient holds;
    private final Direct direct;

    DirectDecisions(WorkflowClient client, Direct direct) {
        this.triages = new TriageClient(client);
        this.holds = new HoldClient(client);
        this.direct = direct;
    }

    @Override
    public Optional<TriageView> triage(ServiceRef service) {
        return triages.look(service);
    }

    @Override
    public List<TriageView> triages() {
        return triages.running(services());
    }

    @Override
    public Triage.Taken answer(ServiceRef service, Triage.Reply reply) {
        return triages.answer(service, reply);
    }

    @Override
    public String cancel(ServiceRef service, String person, String reason) {
        triages.cancel(service, person, reason);
        return "what was being decided about " + service + " was told to end; nothing is rolled back";
    }

    @Override
    public List<Hold> holds(@Nullable ServiceRef service) {
        return service == null ? holds.holds(services()) : holds.holds(service);
    }

    @Override
    public Hold pause(@Nullable ServiceRef service, String reason, String by, @Nullable Duration time) {
        return holds.pause(service, reason, by, time, channels(service));
    }

    @Override
    public String resume(@Nullable ServiceRef service, String by) {
        String what = service == null ? "all services" : service.toString();
        if (!holds.resume(service, by, channels(service))) {
            throw new CliProblem(Exit.CONFLICT, "there is no pause of " + what + " that could be ended");
        }
        return "the pause of " + what + " is over";
    }

    @Override
    public String rearm(String by) {
        if (!holds.rearm(by, channels(null))) {
            throw new CliProblem(Exit.CONFLICT, "the brake is armed: nothing has pulled it");
        }
        return "the brake is armed again; alerts roll services back by themselves again";
    }

    private List<ServiceRef> services() {
        return direct.catalog().services().stream().map(Service::ref).toList();
    }

    private List<Channel> channels(@Nullable ServiceRef service) {
        return service == null
                ? direct.catalog().channels()
                : direct.named(service.service(), service.environment()).channels();
    }
}
