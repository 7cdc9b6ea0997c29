package dev.lastgood.starter.api;

import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** People's answers to a running rollback. */
@RestController
@RequestMapping("/api/rollbacks/{environment}/{service}")
@Tag(name = "Answers")
class AnswerController {
    private final RollbackClient rollbacks;

    AnswerController(RollbackClient rollbacks) {
        this.rollbacks = rollbacks;
    }

    /**
     * @param by who says so
     * @param questionId binds the answer to what was shown; null answers the open question, and is
     *     refused where what would be given up has changed since it was first asked
     * @param choice for {@code answer} only
     */
    record Said(
            @Nullable String by,
            @Nullable String comment,
            @Nullable String questionId,
            @Nullable Choice choice) {}

    /** @param by who cancels, or ends the watch */
    record Cancelled(@Nullable String by, @Nullable String reason) {}

    /** What has been set going. */
    record Going(String message) {}

    @PostMapping("/approve")
    @Operation(summary = "A person's yes to the open question")
    Answer.Decided approve(@PathVariable String environment, @PathVariable String service, @RequestBody Said said) {
        return answer(environment, service, said, Choice.APPROVE);
    }

    @PostMapping("/reject")
    @Operation(summary = "A person's no to the open question")
    Answer.Decided reject(@PathVariable String environment, @PathVariable String service, @RequestBody Said said) {
        return answer(environment, service, said, Choice.REJECT);
    }

    @PostMapping("/answer")
    @Operation(summary = "Any answer that the open question offers")
    Answer.Decided answer(@PathVariable String environment, @PathVariable String service, @RequestBody Said said) {
        return answer(environment, service, said, null);
    }

    @PostMapping("/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Cancels it: what was changed is undone, in reverse order")
    Going cancel(@PathVariable String environment, @PathVariable String service, @RequestBody Cancelled cancelled) {
        ServiceRef ref = new ServiceRef(environment, service);
        rollbacks.cancel(ref, cancelled.by(), cancelled.reason());
        return new Going("the rollback of " + ref + " was told to stop; it undoes what it changed, see its status");
    }

    @PostMapping("/end-watch")
    @Operation(summary = "Ends the watch after reopening before its time, under a person's name")
    Going endWatch(@PathVariable String environment, @PathVariable String service, @RequestBody Cancelled ended) {
        return new Going(rollbacks
                .endWatch(new ServiceRef(environment, service), ended.by(), ended.reason())
                .text());
    }

    private Answer.Decided answer(String environment, String service, Said said, @Nullable Choice meant) {
        String by = said.by() == null ? "" : said.by();
        return rollbacks.answer(
                new ServiceRef(environment, service),
                new Answer(said.questionId(), said.choice(), by, said.comment()),
                meant);
    }
}
