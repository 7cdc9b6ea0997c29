package dev.lastgood.standalone.e2e;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import java.util.ArrayList;
import java.util.List;

/** The histories that Temporal keeps of a rollback. */
final class Histories {
    private Histories() {}

    static List<HistoryEvent> of(Lane lane, WorkflowExecution execution) {
        List<HistoryEvent> all = new ArrayList<>();
        var request = GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(lane.namespace)
                .setExecution(execution);
        GetWorkflowExecutionHistoryResponse page;
        do {
            page = lane.connection.stubs().blockingStub().getWorkflowExecutionHistory(request.build());
            all.addAll(page.getHistory().getEventsList());
            request.setNextPageToken(page.getNextPageToken());
        } while (!page.getNextPageToken().isEmpty());
        return all;
    }

    /** The newest run's. */
    static List<HistoryEvent> of(Lane lane, TinyShop shop) {
        return of(lane, lane.stub(shop).describe().getExecution());
    }

    /** With those of its children. */
    static List<HistoryEvent> withChildren(Lane lane, TinyShop shop) {
        List<HistoryEvent> all = new ArrayList<>(of(lane, shop));
        for (HistoryEvent event : List.copyOf(all)) {
            if (event.hasChildWorkflowExecutionStartedEventAttributes()) {
                all.addAll(of(
                        lane,
                        event.getChildWorkflowExecutionStartedEventAttributes().getWorkflowExecution()));
            }
        }
        return all;
    }

    /** The end of the workflow task that started the (first) child of that type. */
    static long taskThatStarted(List<HistoryEvent> history, String child) {
        return history.stream()
                .filter(HistoryEvent::hasStartChildWorkflowExecutionInitiatedEventAttributes)
                .map(HistoryEvent::getStartChildWorkflowExecutionInitiatedEventAttributes)
                .filter(it -> it.getWorkflowType().getName().equals(child))
                .findFirst()
                .orElseThrow()
                .getWorkflowTaskCompletedEventId();
    }
}
