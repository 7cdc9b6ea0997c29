package dev.lastgood.starter.api;

import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.client.ShadowClient;
import dev.lastgood.workflows.client.ShadowClient.Made;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What stands ready before anybody needs it. */
@RestController
@RequestMapping("/api/shadows/{environment}/{service}")
@Tag(name = "Ready")
class ShadowController {
    private final ShadowClient shadows;
    private final Named named;

    ShadowController(ShadowClient shadows, Named named) {
        this.shadows = shadows;
        this.named = named;
    }

    /**
     * @param by who asks for it
     * @param note what it is made for, such as {@code deploy 4711}
     */
    record Asked(@Nullable String by, @Nullable String note) {}

    @GetMapping
    @Operation(summary = "Warm shadows and restore points, the newest state first; asks the database's server")
    List<ReadyShadow> list(@PathVariable String environment, @PathVariable String service) {
        return shadows.list(named.service(service, environment));
    }

    @PostMapping("/warm")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Restores the newest good backup now and leaves it ready")
    Made refresh(@PathVariable String environment, @PathVariable String service, @RequestBody Asked asked) {
        return shadows.refreshWarm(named.service(service, environment), asked.by());
    }

    @GetMapping("/warm")
    @Operation(summary = "How the newest restore test went, or that it goes on")
    Made warm(@PathVariable String environment, @PathVariable String service) {
        return shadows.warm(known(environment, service)).orElseThrow(() -> none("warm shadow", service));
    }

    @PostMapping("/restore-point")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Copies the live database on its server, before a deploy")
    Made make(@PathVariable String environment, @PathVariable String service, @RequestBody Asked asked) {
        return shadows.restorePoint(named.service(service, environment), asked.note(), asked.by());
    }

    @GetMapping("/restore-point")
    @Operation(summary = "How the newest restore point went, or that it is being made")
    Made restorePoint(@PathVariable String environment, @PathVariable String service) {
        return shadows.restorePoint(known(environment, service)).orElseThrow(() -> none("restore point", service));
    }

    private ServiceRef known(String environment, String service) {
        Service known = named.service(service, environment);
        return known.ref();
    }

    private static RollbackProblem none(String what, String service) {
        return new RollbackProblem(Kind.NOT_FOUND, "no " + what + " of " + service + " was ever asked for");
    }
}
