package dev.lastgood.cli;

import dev.lastgood.workflows.client.ShadowClient;
import dev.lastgood.workflows.client.ShadowClient.Made;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Straight to Temporal. */
final class DirectShadows implements Shadows {
    private final ShadowClient client;
    private final Direct direct;

    DirectShadows(ShadowClient client, Direct direct) {
        this.client = client;
        this.direct = direct;
    }

    @Override
    public List<ServiceRef> services() {
        return direct.catalog().services().stream().map(Service::ref).toList();
    }

    @Override
    public List<ReadyShadow> list(ServiceRef service) {
        return client.list(named(service));
    }

    @Override
    public Made make(Kind kind, ServiceRef service, @Nullable String note, String by) {
        return kind == Kind.WARM
                ? client.refreshWarm(named(service), by)
                : client.restorePoint(named(service), note, by);
    }

    @Override
    public Made made(Kind kind, ServiceRef service) {
        return (kind == Kind.WARM ? client.warm(service) : client.restorePoint(service))
                .orElseThrow(() -> new CliProblem(
                        Exit.NOT_FOUND, "no " + kind.words() + " of " + service + " was ever asked for"));
    }

    private Service named(ServiceRef service) {
        return direct.named(service.service(), service.environment());
    }
}
