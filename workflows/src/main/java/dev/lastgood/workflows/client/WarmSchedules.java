package dev.lastgood.workflows.client;

import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.shadows.ShadowOrder;
import dev.lastgood.workflows.shadows.WarmShadow;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps Temporal's schedules of warm shadows as the catalog has them. Run as often as one likes. */
public final class WarmSchedules {
    private static final String PREFIX = "warm-shadow-";
    /** In the memo: which schedules are ours to delete. */
    private static final String OURS = "lastgood";

    private final ScheduleClient schedules;

    public WarmSchedules(Connection connection) {
        var options = connection.client().getOptions();
        schedules = ScheduleClient.newInstance(
                connection.stubs(),
                ScheduleClientOptions.newBuilder()
                        .setNamespace(options.getNamespace())
                        .setDataConverter(options.getDataConverter())
                        .build());
    }

    /**
     * When a service's warm shadow is made anew.
     *
     * @param cron such as {@code 0 4 * * *}; null where {@code every} says it
     * @param zone in which {@code cron} is read, such as {@code UTC}
     */
    public record When(
            Service service,
            @Nullable String cron,
            @Nullable Duration every,
            String zone) {
        String id() {
            return WarmShadow.id(service.ref());
        }
    }

    /** Creates what is missing, updates what is there, deletes what the catalog no longer has; says what it deleted. */
    public List<String> keep(List<When> all) {
        Set<String> wanted = all.stream().map(When::id).collect(Collectors.toSet());
        all.forEach(this::keep);
        List<String> gone = schedules
                .listSchedules()
                .filter(it -> isOurs(it) && !wanted.contains(it.getScheduleId()))
                .map(ScheduleListDescription::getScheduleId)
                .toList();
        gone.forEach(id -> schedules.getHandle(id).delete());
        return gone;
    }

    private void keep(When when) {
        Schedule schedule = schedule(when);
        try {
            schedules.createSchedule(
                    when.id(),
                    schedule,
                    ScheduleOptions.newBuilder()
                            .setMemo(Map.of(OURS, "warm-shadow"))
                            .build());
        } catch (ScheduleAlreadyRunningException exists) {
            schedules
                    .getHandle(when.id())
                    // One that a person paused stays paused.
                    .update(now -> new ScheduleUpdate(Schedule.newBuilder(schedule)
                            .setState(now.getDescription().getSchedule().getState())
                            .build()));
        }
    }

    private static boolean isOurs(ScheduleListDescription found) {
        return found.getScheduleId().startsWith(PREFIX) && found.getMemo(OURS, String.class) != null;
    }

    private static Schedule schedule(When when) {
        var spec = ScheduleSpec.newBuilder();
        if (when.cron() != null) {
            spec.setCronExpressions(List.of(when.cron())).setTimeZoneName(when.zone());
        } else {
            Duration every = when.every() == null ? Duration.ofDays(1) : when.every();
            spec.setIntervals(List.of(new ScheduleIntervalSpec(every)));
        }
        return Schedule.newBuilder()
                .setSpec(spec.build())
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType("WarmShadowOnSchedule")
                        .setArguments(new ShadowOrder(when.service(), "the schedule", null))
                        .setOptions(WorkflowOptions.newBuilder()
                                .setWorkflowId(when.id() + "-scheduled")
                                .setTaskQueue(TaskQueues.COMMON)
                                .build())
                        .build())
                .setPolicy(SchedulePolicy.newBuilder()
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .setCatchupWindow(Duration.ofHours(1))
                        .build())
                .build();
    }
}
