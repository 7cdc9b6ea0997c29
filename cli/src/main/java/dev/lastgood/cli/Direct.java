package dev.lastgood.cli;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.CatalogException;
import dev.lastgood.catalog.UnknownServiceException;
import dev.lastgood.workflows.client.BackupClient;
import dev.lastgood.workflows.client.BackupView;
import dev.lastgood.workflows.client.Connection;
import dev.lastgood.workflows.client.DeploymentClient;
import dev.lastgood.workflows.client.DisplacedClient;
import dev.lastgood.workflows.client.DisplacedView;
import dev.lastgood.workflows.client.MigrationClient;
import dev.lastgood.workflows.client.NamespaceSearch;
import dev.lastgood.workflows.client.PlanClient;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.SalvageClient;
import dev.lastgood.workflows.client.SalvageOrder;
import dev.lastgood.workflows.client.SalvageView;
import dev.lastgood.workflows.client.ShadowClient;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.client.Undoable;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The road straight to Temporal, for the day the starter is down. Loaded only when asked for: its classes are many. */
final class Direct implements Rollbacks {
    private final Connection connection;
    private final RollbackClient rollbacks;
    private final BackupClient backups;
    private final Path file;

    Direct(String address, String namespace, Path catalog) {
        this.connection = Connection.to(address, namespace);
        this.rollbacks = new RollbackClient(connection.client());
        this.backups = new BackupClient(connection.client());
        this.file = catalog;
    }

    @Override
    public ServiceRef service(String service, @Nullable String environment) {
        return environment != null
                ? new ServiceRef(environment, service)
                : named(service, null).ref();
    }

    @Override
    public Started start(RollbackOrder order) {
        return start(order, named(String.valueOf(order.service()), order.environment()));
    }

    @Override
    public Started undo(ServiceRef service, @Nullable String rollback, @Nullable String reason, String by) {
        Service known = named(service.service(), service.environment());
        var undoable = new Undoable(service, rollbacks.past(service));
        return start(undoable.order(rollback, reason, by), known);
    }

    @Override
    public Shadows shadows() {
        return new DirectShadows(new ShadowClient(connection.client()), this);
    }

    @Override
    public Decisions decisions() {
        return new DirectDecisions(connection.client(), this);
    }

    private Started start(RollbackOrder order, Service service) {
        Started started = rollbacks.start(order.request(UUID.randomUUID().toString(), service, searchable()));
        if (started.decision() == Started.Decision.DIFFERS) {
            String stands =
                    rollbacks.look(service.ref()).map(RollbackView::note).orElse("it has just ended");
            throw new CliProblem(Exit.CONFLICT, started.message() + ". It stands so: " + stands);
        }
        return started;
    }

    boolean searchable() {
        return new NamespaceSearch(connection).available();
    }

    @Override
    public Plans plans() {
        return new DirectPlans(new PlanClient(connection.client()), this);
    }

    @Override
    public Deployments deployments() {
        return new DirectDeployments(new DeploymentClient(connection.client()), this);
    }

    @Override
    public RollbackView look(ServiceRef service) {
        return rollbacks.look(service).orElseThrow(() -> {
            named(service.service(), service.environment());
            return new CliProblem(Exit.NOT_FOUND, "Temporal knows no rollback of " + service);
        });
    }

    @Override
    public List<RollbackView> running() {
        return rollbacks.running(catalog().services().stream().map(Service::ref).toList());
    }

    @Override
    public Answer.Decided answer(ServiceRef service, Answer answer, @Nullable Choice meant) {
        return rollbacks.answer(service, answer, meant);
    }

    @Override
    public String cancel(ServiceRef service, String person, String reason) {
        rollbacks.cancel(service, person, reason);
        return "the rollback of " + service + " was told to stop; it undoes what it changed, see its status";
    }

    @Override
    public String endWatch(ServiceRef service, String person, String reason) {
        return rollbacks.endWatch(service, person, reason).text();
    }

    @Override
    public List<MigrationTable> migrations(ServiceRef service) {
        return new MigrationClient(connection.client()).tables(named(service.service(), service.environment()));
    }

    @Override
    public BackupView backup(ServiceRef service, String person) {
        return backups.start(named(service.service(), service.environment()), person);
    }

    @Override
    public BackupView backup(ServiceRef service) {
        return backups.look(service)
                .orElseThrow(() -> new CliProblem(Exit.NOT_FOUND, "Temporal knows no backup of " + service));
    }

    @Override
    public SalvageView salvage(ServiceRef service, SalvageOrder order) {
        return new SalvageClient(connection.client()).start(named(service.service(), service.environment()), order);
    }

    @Override
    public SalvageView salvaged(ServiceRef service) {
        return new SalvageClient(connection.client()).look(service);
    }

    @Override
    public List<DisplacedView> displaced(@Nullable ServiceRef service) {
        return displaced()
                .list(
                        service == null
                                ? catalog().services()
                                : List.of(named(service.service(), service.environment())));
    }

    @Override
    public String dropDisplaced(String database, String by) {
        return displaced().drop(catalog().services(), database, by);
    }

    @Override
    public String keepDisplaced(String database, Duration keepFor, String by) {
        return displaced().keep(catalog().services(), database, keepFor, by);
    }

    private DisplacedClient displaced() {
        return new DisplacedClient(connection.client());
    }

    @Override
    public void close() {
        connection.close();
    }

    Catalog catalog() {
        try {
            return Catalog.load(file);
        } catch (CatalogException e) {
            throw new CliProblem(Exit.USAGE, "the catalog (--catalog) can't be used:\n" + e.getMessage());
        }
    }

    Service named(String service, @Nullable String environment) {
        try {
            return catalog().get(service, environment);
        } catch (UnknownServiceException e) {
            throw new CliProblem(Exit.NOT_FOUND, String.valueOf(e.getMessage()));
        }
    }
}
