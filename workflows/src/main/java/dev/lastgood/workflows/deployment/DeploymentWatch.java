package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Service;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches a new release and judges it: good is marked so, bad is decided about like an alert. Its id is {@code
 * deployment-<environment>-<service>}, so that a newer deployment ends the older one's watch.
 */
@WorkflowInterface
public interface DeploymentWatch {

    @WorkflowMethod(name = "DeploymentWatch")
    DeploymentStatus watch(Order order);

    @QueryMethod(name = "state")
    State state();

    /** A deployment of the same service: the first is the watch's own, a newer one takes its place. */
    @SignalMethod(name = "deployed")
    void deployed(Order order);

    /** A person's word on the deployment that is watched. */
    @SignalMethod(name = "judged")
    void judged(Judgement judgement);

    /**
     * @param searchAttributes whether the namespace has Lastgood's search attributes
     * @param tally where an earlier run of the same watch got to; null at its beginning
     * @param earlier the deployments whose watches this one's chain of runs has ended, the newest first
     */
    record Order(
            Service service,
            Deployment deployment,
            boolean searchAttributes,
            @Nullable Tally tally,
            List<DeploymentStatus> earlier) {

        public Order {
            earlier = earlier == null ? List.of() : List.copyOf(earlier);
        }

        public Order(Service service, Deployment deployment, boolean searchAttributes) {
            this(service, deployment, searchAttributes, null, List.of());
        }

        Order goingOn(@Nullable Tally reached, List<DeploymentStatus> ended) {
            return new Order(service, deployment, searchAttributes, reached, ended);
        }
    }

    /**
     * What was counted so far.
     *
     * @param until the window's end
     * @param bad failed rounds in a row
     * @param passed rounds in which every check passed
     * @param badSince when the failing row began
     * @param longer whether the window was lengthened already
     * @param baseline what the checks said when it had only just begun
     * @param failedBefore the checks that failed before it began, which is not its doing
     */
    record Tally(
            Instant began,
            Instant until,
            int rounds,
            int bad,
            int passed,
            @Nullable Instant badSince,
            boolean longer,
            List<CheckResult> baseline,
            List<String> failedBefore,
            List<DeploymentStatus.Line> lines,
            List<CheckResult> last) {}

    /** @param verdict GOOD, BAD or UNCLEAR */
    record Judgement(String deployment, DeploymentStatus.Verdict verdict, String person, String why) {}

    /** @param earlier deployments whose watches have ended, the newest first */
    record State(DeploymentStatus now, List<DeploymentStatus> earlier) {}
}
