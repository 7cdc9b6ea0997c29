package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Policy.Resolved;
import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A triage that was found running can be over by the time that it is told of another alert. */
@Tag("T9")
class TriageEndsMeanwhileTest extends TriageTestBase {
    private static final Policy POLICY = policy(Resolved.STOP, AT_ONCE, ASK);

    /** How many of a rollback's words to the triage find it gone. */
    private volatile int lost = 1;

    @Test
    void itIsTriedAgainAndTheNextOneAsks() {
        Outcome outcome = rollbackBesideATriage();

        assertThat(outcome.summary()).endsWith("People are asked: lastgood triage shop");
        assertThat(seen().timeline()).extracting(Event::text).contains("Another alert joins: error rate over 5 % (f2)");
        assertThat(told(Kind.FINISHED)).isEmpty();
    }

    @Test
    void whereNoneCanBeHadTheRollbackItselfTellsPeople() {
        lost = Integer.MAX_VALUE;

        Outcome outcome = rollbackBesideATriage();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(outcome.summary()).endsWith("Nobody could be asked. People can still start one: lastgood start");
        assertThat(told(Kind.FINISHED)).containsExactly("shop (production): refused");
        assertThat(world.calls).doesNotContain("kill switch on");
    }

    private Outcome rollbackBesideATriage() {
        decisions.verdict = Verdict.ASK;
        triage(POLICY, "P3");
        return run(request(POLICY, alert("P0", "f2", true)));
    }

    @Override
    TestEnvironmentOptions.Builder options() {
        return super.options()
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new WorkerInterceptorBase() {
                            @Override
                            public WorkflowInboundCallsInterceptor interceptWorkflow(
                                    WorkflowInboundCallsInterceptor next) {
                                return new WorkflowInboundCallsInterceptorBase(next) {
                                    @Override
                                    public void init(WorkflowOutboundCallsInterceptor calls) {
                                        super.init(new Losing(calls, lost));
                                    }
                                };
                            }
                        })
                        .build());
    }

    /** Lets the first signals go to a workflow that is not there. */
    private static final class Losing extends WorkflowOutboundCallsInterceptorBase {
        private int left;

        Losing(WorkflowOutboundCallsInterceptor next, int left) {
            super(next);
            this.left = left;
        }

        @Override
        public SignalExternalOutput signalExternalWorkflow(SignalExternalInput input) {
            if (left == 0) {
                return super.signalExternalWorkflow(input);
            }
            left--;
            var gone = WorkflowExecution.newBuilder().setWorkflowId("gone").build();
            return super.signalExternalWorkflow(
                    new SignalExternalInput(gone, input.getSignalName(), input.getHeader(), input.getArgs()));
        }
    }
}
