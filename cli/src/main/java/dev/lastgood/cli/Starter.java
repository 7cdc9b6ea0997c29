package dev.lastgood.cli;

import dev.lastgood.workflows.client.BackupOrder;
import dev.lastgood.workflows.client.BackupView;
import dev.lastgood.workflows.client.DisplacedView;
import dev.lastgood.workflows.client.HistoryRow;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.SalvageOrder;
import dev.lastgood.workflows.client.SalvageView;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The road over the starter's API. */
final class Starter implements Rollbacks {
    /** More than the starter itself waits for Temporal and its workers. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final @Nullable String token;

    Starter(String url, @Nullable String token) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
    }

    @Override
    public ServiceRef service(String service, @Nullable String environment) {
        return environment != null
                ? new ServiceRef(environment, service)
                : read(get("/api/services/" + encode(service)), ServiceRef.class);
    }

    @Override
    public Started start(RollbackOrder order) {
        return read(post("/api/rollbacks", order), Started.class);
    }

    @Override
    public Started undo(ServiceRef service, @Nullable String rollback, @Nullable String reason, String by) {
        Map<String, @Nullable Object> asked = new LinkedHashMap<>();
        asked.put("by", by);
        asked.put("reason", reason);
        asked.put("rollback", rollback);
        return read(post(path(service) + "/undo", asked), Started.class);
    }

    @Override
    public Shadows shadows() {
        return new StarterShadows(this);
    }

    @Override
    public Deployments deployments() {
        return new StarterDeployments(this);
    }

    @Override
    public Decisions decisions() {
        return new StarterDecisions(this);
    }

    @Override
    public RollbackView look(ServiceRef service) {
        return read(get(path(service)), RollbackView.class);
    }

    @Override
    public List<RollbackView> running() {
        return List.of(
                read(Json.MAPPER.readTree(get("/api/rollbacks")).path("running").toString(), RollbackView[].class));
    }

    @Override
    public Answer.Decided answer(ServiceRef service, Answer answer, @Nullable Choice meant) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("by", answer.person());
        said.put("comment", answer.comment());
        said.put("questionId", answer.questionId());
        said.put("choice", answer.choice());
        String what = meant == null ? "answer" : meant.key();
        return read(post(path(service) + "/" + what, said), Answer.Decided.class);
    }

    @Override
    public String cancel(ServiceRef service, String person, String reason) {
        String body = post(path(service) + "/cancel", Map.of("by", person, "reason", reason));
        return Json.MAPPER.readTree(body).path("message").asString();
    }

    @Override
    public List<MigrationTable> migrations(ServiceRef service) {
        String path = "/api/migrations/" + service.environment() + "/" + service.service();
        return Arrays.asList(read(get(path), MigrationTable[].class));
    }

    @Override
    public BackupView backup(ServiceRef service, String person) {
        BackupOrder order = new BackupOrder(service.service(), service.environment(), person);
        return read(post("/api/backups", order), BackupView.class);
    }

    @Override
    public BackupView backup(ServiceRef service) {
        return read(get("/api/backups/" + service.environment() + "/" + service.service()), BackupView.class);
    }

    @Override
    public SalvageView salvage(ServiceRef service, SalvageOrder order) {
        return read(post(path("salvage", service), order), SalvageView.class);
    }

    @Override
    public SalvageView salvaged(ServiceRef service) {
        return read(get(path("salvage", service)), SalvageView.class);
    }

    @Override
    public List<DisplacedView> displaced(@Nullable ServiceRef service) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("service", service == null ? null : service.service());
        query.put("environment", service == null ? null : service.environment());
        return Arrays.asList(read(get("/api/displaced" + query(query)), DisplacedView[].class));
    }

    @Override
    public String dropDisplaced(String database, String by) {
        return message(post("/api/displaced/drop", Map.of("database", database, "by", by)));
    }

    @Override
    public String keepDisplaced(String database, Duration keepFor, String by) {
        return message(
                post("/api/displaced/keep", Map.of("database", database, "keepFor", keepFor.toString(), "by", by)));
    }

    static String message(String body) {
        return Json.MAPPER.readTree(body).path("message").asString();
    }

    Plan plan(RollbackOrder order) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("service", order.service());
        query.put("environment", order.environment());
        query.put("mode", order.mode());
        query.put(
                "options",
                order.options() == null || order.options().isEmpty()
                        ? null
                        : order.options().stream().map(Enum::name).collect(Collectors.joining(",")));
        query.put("toRelease", order.toRelease());
        query.put("damagedSince", order.damagedSince());
        query.put("script", order.script());
        return read(get("/api/plan" + query(query)), Plan.class);
    }

    List<HistoryRow> history(@Nullable String service, @Nullable String environment, int limit) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("service", service);
        query.put("environment", environment);
        query.put("limit", limit);
        return Arrays.asList(read(get("/api/history" + query(query)), HistoryRow[].class));
    }

    String report(ServiceRef service, @Nullable String rollback) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("rollback", rollback);
        return get(path(service) + "/report" + query(query));
    }

    String get(String path) {
        return send(path, "GET", BodyPublishers.noBody());
    }

    String delete(String path) {
        return send(path, "DELETE", BodyPublishers.noBody());
    }

    String post(String path, Object body) {
        return send(path, "POST", BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
    }

    private String send(String path, String method, BodyPublisher body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .method(method, body);
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw refused(response);
            }
            return response.body();
        } catch (IllegalArgumentException e) {
            throw new CliProblem(Exit.USAGE, "--url " + url + " is no address: write it like http://127.0.0.1:8080");
        } catch (IOException e) {
            throw new CliProblem(
                    Exit.UNREACHABLE,
                    "the starter at " + url + " can't be reached. See that it runs and that --url or LASTGOOD_URL is"
                            + " right; with --direct the command goes straight to Temporal");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliProblem(Exit.FAILED, "interrupted");
        }
    }

    private CliProblem refused(HttpResponse<String> response) {
        int exit = switch (response.statusCode()) {
            case 400, 401, 403, 413 -> Exit.USAGE;
            case 404 -> Exit.NOT_FOUND;
            case 409 -> Exit.CONFLICT;
            case 502, 503, 504 -> Exit.UNREACHABLE;
            default -> Exit.FAILED;
        };
        if (response.statusCode() == 401) {
            return new CliProblem(
                    exit,
                    (token == null ? "the starter wants its token" : "the starter refuses the token in LASTGOOD_TOKEN")
                            + ": set LASTGOOD_TOKEN to that of lastgood.api.token");
        }
        return new CliProblem(exit, detail(response));
    }

    private String detail(HttpResponse<String> response) {
        try {
            String detail = Json.MAPPER.readTree(response.body()).path("detail").asString();
            if (!detail.isEmpty()) {
                return detail;
            }
        } catch (JacksonException notOurs) {
            // Said below.
        }
        return "what answers at " + url + " is no starter of Lastgood (HTTP " + response.statusCode() + ")";
    }

    <T> T read(String body, Class<T> type) {
        try {
            return Json.MAPPER.readValue(body, type);
        } catch (JacksonException e) {
            throw new CliProblem(Exit.FAILED, "what answers at " + url + " is no starter of this version of Lastgood");
        }
    }

    private static String path(ServiceRef service) {
        return path("rollbacks", service);
    }

    private static String path(String what, ServiceRef service) {
        return "/api/" + what + "/" + service.environment() + "/" + service.service();
    }

    static String query(Map<String, @Nullable Object> values) {
        String query = values.entrySet().stream()
                .filter(it -> it.getValue() != null)
                .map(it -> it.getKey() + "=" + encode(String.valueOf(it.getValue())))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
