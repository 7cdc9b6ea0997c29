package dev.lastgood.starter.api;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.explain.Explainer;
import dev.lastgood.catalog.explain.Explanation;
import dev.lastgood.catalog.explain.SavedAlerts;
import dev.lastgood.starter.webhook.Worlds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What would be decided about an alert. */
@RestController
@Tag(name = "Decisions")
class ExplainController {
    private static final int MAX_BODY = 1024 * 1024;

    private final Catalog catalog;
    private final Worlds worlds;

    ExplainController(Catalog catalog, Worlds worlds) {
        this.catalog = catalog;
        this.worlds = worlds;
    }

    @PostMapping("/api/explain")
    @Operation(
            summary = "What would be decided about a saved alert, and why; starts nothing",
            description =
                    "Takes what Alertmanager or Grafana posts, a list of alerts, or a bare alert with its labels. 'at'"
                            + " asks for another time.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    Explanation explain(
            InputStream body,
            @RequestParam(required = false) @Nullable Instant at,
            @RequestParam(required = false) @Nullable String environment)
            throws IOException {
        byte[] bytes = body.readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, "the body is larger than " + MAX_BODY + " bytes");
        }
        Instant then = at == null ? Instant.now() : at;
        return Explainer.of(catalog, service -> worlds.of(service, then))
                .explain(SavedAlerts.read(new String(bytes, StandardCharsets.UTF_8), then), then, environment);
    }
}
