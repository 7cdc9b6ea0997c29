package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Planner;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.support.Ports;
import io.temporal.workflow.Workflow;

/**
 * What the parts of one rollback share.
 *
 * @param ports to the activities where the service is, perhaps in a network of its own
 * @param common to those that need Lastgood's own surroundings: telling people, the history
 * @param relapse what came in since users were let in again
 */
record Incident(
        RollbackRequest request,
        RollbackRef ref,
        Board board,
        Undos undos,
        Announcer announcer,
        Desk desk,
        Steps steps,
        Ports ports,
        Ports common,
        Branches branches,
        Relapse relapse) {

    static Incident of(RollbackRequest request) {
        Service service = request.service();
        // The first run's id outlives a reset, so that a second try finds what the first one made.
        String key = RollbackRef.keyOf(Workflow.getInfo().getFirstExecutionRunId());
        var ref = new RollbackRef(service.ref(), key);
        var ports = new Ports(service.taskQueue());
        var common = new Ports(null);
        var board = new Board(request, ref, Planner.plan(request));
        var undos = new Undos(board);
        var announcer = new Announcer(ref, service, common, board);
        var desk = new Desk(board, announcer, service.approval().answerWithin());
        return new Incident(
                request,
                ref,
                board,
                undos,
                announcer,
                desk,
                new Steps(board, desk, announcer, undos, new Diagnoses(ref, service, ports, board)),
                ports,
                common,
                new Branches(),
                new Relapse());
    }

    Service service() {
        return request.service();
    }
}
