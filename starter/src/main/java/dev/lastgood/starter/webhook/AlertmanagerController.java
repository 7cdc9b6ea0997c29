package dev.lastgood.starter.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Where Alertmanager posts. */
@RestController
@Tag(name = "Webhook")
class AlertmanagerController {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerController.class);
    private static final int MAX_BODY = 1024 * 1024;

    private final Intake intake;

    AlertmanagerController(Intake intake) {
        this.intake = intake;
    }

    @PostMapping("/webhooks/alertmanager")
    @Operation(
            summary = "Takes a message of Alertmanager's webhook, payload version 4",
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
    ResponseEntity<WebhookAnswer> receive(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "the body is larger than " + MAX_BODY + " bytes; set max_alerts in Alertmanager's webhook_config");
        }
        WebhookAnswer answer = intake.take(AlertmanagerMessage.read(bytes));
        LOG.info("Alertmanager: {}", answer.message());
        return ResponseEntity.status(answer.isAnythingUnderWay() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(answer);
    }
}
