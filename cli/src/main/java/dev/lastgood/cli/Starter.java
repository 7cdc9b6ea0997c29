package dev.lastgood.cli;

import dev.lastgood.workflows.client.BackupOrder;
import dev.lastgood.workflows.client.BackupView;
import dev.lastgood.workflows.client.DisplacedView;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.SalvageOrder;
import dev.lastgood.workflows.client.SalvageView;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The road over the starter's API. */
final class Starter implements Rollbacks {
    private final Api api;

    Starter(Api api) {
        this.api = api;
    }

    @Override
    public ServiceRef service(String service, @Nullable String environment) {
        return environment != null
                ? new ServiceRef(environment, service)
                : api.read(api.get("/api/services/" + Api.encode(service)), ServiceRef.class);
    }

    @Override
    public Started start(RollbackOrder order) {
        return api.read(api.post("/api/rollbacks", order), Started.class);
    }

    @Override
    public Started undo(ServiceRef service, @Nullable String rollback, @Nullable String reason, String by) {
        Map<String, @Nullable Object> asked = new LinkedHashMap<>();
        asked.put("by", by);
        asked.put("reason", reason);
        asked.put("rollback", rollback);
        return api.read(api.post(path(service) + "/undo", asked), Started.class);
    }

    @Override
    public Shadows shadows() {
        return new StarterShadows(api);
    }

    @Override
    public Decisions decisions() {
        return new StarterDecisions(api);
    }

    @Override
    public Plans plans() {
        return new StarterPlans(api);
    }

    /** What only the starter has: the history. */
    Records records() {
        return new Records(api);
    }

    @Override
    public Deployments deployments() {
        return new StarterDeployments(api);
    }

    @Override
    public RollbackView look(ServiceRef service) {
        return api.read(api.get(path(service)), RollbackView.class);
    }

    @Override
    public List<RollbackView> running() {
        return List.of(api.read(
                Json.MAPPER.readTree(api.get("/api/rollbacks")).path("running").toString(), RollbackView[].class));
    }

    @Override
    public Answer.Decided answer(ServiceRef service, Answer answer, @Nullable Choice meant) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("by", answer.person());
        said.put("comment", answer.comment());
        said.put("questionId", answer.questionId());
        said.put("choice", answer.choice());
        String what = meant == null ? "answer" : meant.key();
        return api.read(api.post(path(service) + "/" + what, said), Answer.Decided.class);
    }

    @Override
    public String cancel(ServiceRef service, String person, String reason) {
        return Api.message(api.post(path(service) + "/cancel", Map.of("by", person, "reason", reason)));
    }

    @Override
    public String endWatch(ServiceRef service, String person, String reason) {
        return Api.message(api.post(path(service) + "/end-watch", Map.of("by", person, "reason", reason)));
    }

    @Override
    public List<MigrationTable> migrations(ServiceRef service) {
        String path = "/api/migrations/" + service.environment() + "/" + service.service();
        return Arrays.asList(api.read(api.get(path), MigrationTable[].class));
    }

    @Override
    public BackupView backup(ServiceRef service, String person) {
        BackupOrder order = new BackupOrder(service.service(), service.environment(), person);
        return api.read(api.post("/api/backups", order), BackupView.class);
    }

    @Override
    public BackupView backup(ServiceRef service) {
        return api.read(api.get("/api/backups/" + service.environment() + "/" + service.service()), BackupView.class);
    }

    @Override
    public SalvageView salvage(ServiceRef service, SalvageOrder order) {
        return api.read(api.post(path("salvage", service), order), SalvageView.class);
    }

    @Override
    public SalvageView salvaged(ServiceRef service) {
        return api.read(api.get(path("salvage", service)), SalvageView.class);
    }

    @Override
    public List<DisplacedView> displaced(@Nullable ServiceRef service) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("service", service == null ? null : service.service());
        query.put("environment", service == null ? null : service.environment());
        return Arrays.asList(api.read(api.get("/api/displaced" + Api.query(query)), DisplacedView[].class));
    }

    @Override
    public String dropDisplaced(String database, String by) {
        return Api.message(api.post("/api/displaced/drop", Map.of("database", database, "by", by)));
    }

    @Override
    public String keepDisplaced(String database, Duration keepFor, String by) {
        return Api.message(
                api.post("/api/displaced/keep", Map.of("database", database, "keepFor", keepFor.toString(), "by", by)));
    }

    private static String path(ServiceRef service) {
        return path("rollbacks", service);
    }

    private static String path(String what, ServiceRef service) {
        return "/api/" + what + "/" + service.environment() + "/" + service.service();
    }
}
