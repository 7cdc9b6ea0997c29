package dev.lastgood.starter.api;

import dev.lastgood.workflows.client.BackupClient;
import dev.lastgood.workflows.client.BackupOrder;
import dev.lastgood.workflows.client.BackupView;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.ServiceRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes backups and shows how they stand. */
@RestController
@Tag(name = "Backups")
class BackupController {
    private final BackupClient backups;
    private final Named named;

    BackupController(BackupClient backups, Named named) {
        this.backups = backups;
        this.named = named;
    }

    @PostMapping("/api/backups")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Backs up the service's database where the catalog says, or joins the backup that runs",
            responses = @ApiResponse(responseCode = "202", description = "It is durably started, or ran already"))
    BackupView start(@RequestBody BackupOrder order) {
        return backups.start(named.service(order.service(), order.environment()), order.by());
    }

    @GetMapping("/api/backups/{environment}/{service}")
    @Operation(summary = "How the service's newest backup stands")
    BackupView status(@PathVariable String environment, @PathVariable String service) {
        ServiceRef ref = new ServiceRef(environment, service);
        return backups.look(ref)
                .orElseThrow(() -> new RollbackProblem(Kind.NOT_FOUND, "Temporal knows no backup of " + ref));
    }
}
