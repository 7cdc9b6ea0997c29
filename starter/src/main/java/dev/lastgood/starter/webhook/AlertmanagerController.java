package dev.lastgood.starter.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where Alertmanager posts. */
@RestController
@Tag(name = "Webhook")
class AlertmanagerController {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerController.class);

    private final Intake intake;
    private final MeterRegistry meters;

    AlertmanagerController(Intake intake, MeterRegistry meters) {
        this.intake = intake;
        this.meters = meters;
    }

    @PostMapping({"/webhooks/alertmanager", "/webhooks/grafana"})
    @Operation(
            summary = "Takes a message of Alertmanager's webhook, payload version 4, or of Grafana's",
            description = "A firing alert of a service in the catalog starts its rollback, or joins the one that runs.",
            security = @SecurityRequirement(name = "webhook"),
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = AlertmanagerMessage.class))),
            responses = {
                @ApiResponse(responseCode = "202", description = "A rollback is durably started, or was joined"),
                @ApiResponse(responseCode = "200", description = "Understood and ignored; the body says why")
            })
    ResponseEntity<WebhookAnswer> receive(
            InputStream body,
            @RequestHeader(name = HttpHeaders.CONTENT_ENCODING, required = false) @Nullable String encoding,
            @RequestAttribute(Caller.ATTRIBUTE) @Parameter(hidden = true) String caller)
            throws IOException {
        meters.counter("lastgood.webhook.messages", "caller", caller).increment();
        AlertmanagerMessage message = AlertmanagerMessage.read(Body.read(body, encoding));
        WebhookAnswer answer = intake.take(message);
        LOG.info("{}, by {}: {}", message.by(), caller, answer.message());
        return ResponseEntity.status(answer.isAnythingUnderWay() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(answer);
    }
}
