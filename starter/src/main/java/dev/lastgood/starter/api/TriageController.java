package dev.lastgood.starter.api;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.client.TriageView;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.triage.Triage;
import dev.lastgood.workflows.triage.Way;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is being decided: veto windows, watches, questions; and people's answers to them. */
@RestController
@RequestMapping("/api/triages")
@Tag(name = "Triages")
class TriageController {
    private final TriageClient triages;
    private final Catalog catalog;
    private final Named named;

    TriageController(TriageClient triages, Catalog catalog, Named named) {
        this.triages = triages;
        this.catalog = catalog;
        this.named = named;
    }

    /**
     * @param by who says so
     * @param questionId binds the answer to what was shown; null answers the open question
     * @param time of EXTEND and HOTFIX, in ISO 8601, such as {@code PT30M}; null is the rule's
     */
    record Said(
            @Nullable String by,
            @Nullable Way way,
            @Nullable String comment,
            @Nullable String questionId,
            @Nullable Duration time) {}

    /** @param by who cancels */
    record Cancelled(@Nullable String by, @Nullable String reason) {}

    @GetMapping
    @Operation(summary = "What is being decided now, of all services")
    List<TriageView> list() {
        return triages.running(catalog.services().stream().map(Service::ref).toList());
    }

    @GetMapping("/{environment}/{service}")
    @Operation(summary = "How the service's newest triage stands")
    TriageView look(@PathVariable String environment, @PathVariable String service) {
        ServiceRef ref = named.service(service, environment).ref();
        return triages.look(ref)
                .orElseThrow(() -> new RollbackProblem(
                        Kind.NOT_FOUND, "nothing is being decided about " + ref + ", and nothing was lately"));
    }

    @PostMapping("/{environment}/{service}/answers")
    @Operation(
            summary =
                    "A person's word: ROLL_BACK, VETO, EXTEND, HOTFIX, FIX_FORWARD or IGNORE, as the open question offers")
    Triage.Taken answer(@PathVariable String environment, @PathVariable String service, @RequestBody Said said) {
        String by = said.by() == null ? "" : said.by();
        return triages.answer(
                new ServiceRef(environment, service),
                new Triage.Reply(said.questionId(), said.way(), by, said.comment(), said.time()));
    }

    @PostMapping("/{environment}/{service}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Ends it; nothing is rolled back")
    Map<String, String> cancel(
            @PathVariable String environment, @PathVariable String service, @RequestBody Cancelled cancelled) {
        ServiceRef ref = new ServiceRef(environment, service);
        triages.cancel(ref, cancelled.by(), cancelled.reason());
        return Map.of("message", "what was being decided about " + ref + " was told to end; nothing is rolled back");
    }
}
