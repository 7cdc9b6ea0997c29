package dev.lastgood.starter.api;

import dev.lastgood.workflows.client.SalvageClient;
import dev.lastgood.workflows.client.SalvageOrder;
import dev.lastgood.workflows.client.SalvageView;
import dev.lastgood.workflows.model.ServiceRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The rows that a restore gave up. */
@RestController
@RequestMapping("/api/salvage/{environment}/{service}")
@Tag(name = "Salvage")
class SalvageController {
    private final SalvageClient salvages;
    private final Named named;

    SalvageController(SalvageClient salvages, Named named) {
        this.salvages = salvages;
        this.named = named;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary =
                    "Keeps the rows that the restore gave up as files, and says which can go back; with 'apply' puts those back",
            description = "Durably started; the result is read with GET.")
    SalvageView start(@PathVariable String environment, @PathVariable String service, @RequestBody SalvageOrder order) {
        return salvages.start(named.service(service, environment), order);
    }

    @GetMapping
    @Operation(summary = "How the service's newest salvage stands, and what it found")
    SalvageView look(@PathVariable String environment, @PathVariable String service) {
        return salvages.look(new ServiceRef(environment, service));
    }
}
