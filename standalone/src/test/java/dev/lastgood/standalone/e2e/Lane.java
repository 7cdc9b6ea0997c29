package dev.lastgood.standalone.e2e;

import dev.lastgood.workflows.client.Connection;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.client.Undoable;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A namespace of Temporal with one worker process in it, for one test at a time. */
final class Lane implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    final String namespace;
    final WorkerProcess worker;
    final Connection connection;
    final RollbackClient rollbacks;
    private final Path kills;
    private final Site site;
    private int deathsBefore;

    Lane(Site site, String namespace, WorkerProcess worker, Connection connection, Path kills) {
        this.site = site;
        this.namespace = namespace;
        this.worker = worker;
        this.connection = connection;
        this.rollbacks = new RollbackClient(connection.client());
        this.kills = kills;
    }

    Lane working() {
        worker.start();
        deathsBefore = worker.deaths();
        return this;
    }

    Site site() {
        return site;
    }

    int deaths() {
        return worker.deaths() - deathsBefore;
    }

    /** Lets the worker kill itself once, there. */
    void killAt(TinyShop shop, String point) throws IOException {
        Files.createFile(kills.resolve(KillPoints.file(shop.name(), point)));
    }

    Started start(TinyShop shop) {
        return start(shop, null);
    }

    Started start(TinyShop shop, Instant damagedSince) {
        var order = new RollbackOrder(
                shop.name(), null, null, null, null, damagedSince, "orders are lost since 1.1.0", "Ann, on call");
        return rollbacks.start(
                order.request(UUID.randomUUID().toString(), shop.catalog().get(shop.name(), null), false));
    }

    /** Of the newest one that has finished, by a rollback of its own. */
    Started undo(TinyShop shop) {
        RollbackOrder order = new Undoable(shop.ref(), rollbacks.past(shop.ref()))
                .order(null, "it was the load balancer", "Ann, on call");
        return rollbacks.start(
                order.request(UUID.randomUUID().toString(), shop.catalog().get(shop.name(), null), false));
    }

    Optional<RollbackView> look(ServiceRef ref) {
        try {
            return rollbacks.look(ref);
        } catch (RollbackProblem problem) {
            return Optional.empty();
        }
    }

    /** Says yes whenever it asks for the restore, and waits for the end; any other question fails the test. */
    RollbackStatus approveToTheEnd(TinyShop shop) {
        return answerToTheEnd(shop, question -> {
            if (!question.choices().contains(Choice.APPROVE)) {
                throw new AssertionError("asked: " + question.text() + " " + question.lines());
            }
            return Choice.APPROVE;
        });
    }

    RollbackStatus answerToTheEnd(TinyShop shop, Function<Question, Choice> answers) {
        Set<String> answered = new HashSet<>();
        return until(shop, view -> {
            Question question = view.status().question();
            if (question != null && answered.add(question.id())) {
                Choice choice = answers.apply(question);
                try {
                    rollbacks.answer(shop.ref(), new Answer(question.id(), choice, "Ann, on call", "as agreed"), null);
                } catch (RollbackProblem noWorker) {
                    answered.remove(question.id());
                }
            }
            return !view.runs();
        });
    }

    Question awaitQuestion(TinyShop shop, StepId step) {
        return until(shop, view -> {
                    Question question = view.status().question();
                    return question != null && question.step() == step;
                })
                .question();
    }

    void answer(TinyShop shop, Choice choice) {
        answer(shop, null, choice);
    }

    /** @param question by its id; null: whichever is open */
    void answer(TinyShop shop, String question, Choice choice) {
        rollbacks.answer(shop.ref(), new Answer(question, choice, "Ann, on call", "as agreed"), null);
    }

    WorkflowStub stub(TinyShop shop) {
        return connection.client().newUntypedWorkflowStub(shop.ref().rollbackId());
    }

    RollbackStatus awaitEnd(TinyShop shop) {
        return until(shop, view -> !view.runs());
    }

    /** Polls until a view with a status is as wanted. */
    RollbackStatus until(TinyShop shop, Predicate<RollbackView> wanted) {
        var last = new AtomicReference<RollbackView>();
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        Optional<RollbackView> view = look(shop.ref());
                        view.ifPresent(last::set);
                        return view.isPresent() && view.get().status() != null && wanted.test(view.get());
                    });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError("not so in time; worker log " + worker.log() + ", last seen: " + last.get(), e);
        }
        return last.get().status();
    }

    Outcome outcome(TinyShop shop) {
        return stub(shop).getResult(Outcome.class);
    }

    @Override
    public void close() {
        site.giveBack(this);
    }
}
