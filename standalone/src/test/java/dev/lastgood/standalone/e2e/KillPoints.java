package dev.lastgood.standalone.e2e;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.activities.EvidenceActivities;
import dev.lastgood.workflows.activities.KillSwitchActivities;
import dev.lastgood.workflows.activities.RecordActivities;
import dev.lastgood.workflows.model.RollbackRef;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends this process by {@code kill -9} at the activities for which a file lies in the folder, once each: {@code
 * <service>~<point>~before}, {@code ~after} the body but before Temporal hears of it, or {@code ~during} it, as soon as it
 * runs a program that takes time.
 */
final class KillPoints extends WorkerInterceptorBase {
    private final Path folder;

    KillPoints(Path folder) {
        this.folder = folder;
    }

    static String file(String service, String point) {
        return service + "~" + point;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private ActivityInfo info;

            @Override
            public void init(ActivityExecutionContext context) {
                info = context.getInfo();
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                Object argument = input.getArguments()[0];
                String point = service(argument) + "~" + info.getActivityType() + detail(info, argument);
                if (taken(point + "~before")) {
                    kill();
                }
                if (taken(point + "~during")) {
                    whenAProgramRuns();
                }
                ActivityOutput output = super.execute(input);
                if (taken(point + "~after")) {
                    kill();
                }
                return output;
            }
        };
    }

    private static String detail(ActivityInfo info, Object argument) {
        if (argument instanceof KillSwitchActivities.Turn turn) {
            return turn.active() ? ".on" : ".off";
        }
        if (argument instanceof CheckActivities.Run run) {
            return (run.since() == null ? ".beforehand." : ".") + run.check().name();
        }
        if (argument instanceof EvidenceActivities.Capture capture) {
            return "." + capture.source().name();
        }
        if (argument instanceof RecordActivities.Entry entry
                && info.getActivityType().equals("RecordRollback")) {
            return entry.status().outcome() == null ? ".begun" : ".ended";
        }
        return info.getActivityType().equals("CompareDatabases") ? "." + info.getWorkflowType() : "";
    }

    private static String service(Object argument) {
        if (argument instanceof RecordActivities.Entry entry) {
            return entry.request().service().ref().service();
        }
        try {
            // A decision's record names the rollback that came of it, if one did, by its id alone.
            return argument.getClass().getMethod("rollback").invoke(argument) instanceof RollbackRef rollback
                    ? rollback.service().service()
                    : "";
        } catch (ReflectiveOperationException messagesHaveNone) {
            return "";
        }
    }

    private boolean taken(String point) {
        try {
            return Files.deleteIfExists(folder.resolve(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void whenAProgramRuns() {
        Thread watch = new Thread(() -> {
            while (ProcessHandle.current()
                    .descendants()
                    .noneMatch(it -> it.info().command().orElse("").matches(".*/(psql|pg_restore|sleep)"))) {
                LockSupport.parkNanos(20_000_000);
            }
            kill();
        });
        watch.setDaemon(true);
        watch.start();
    }

    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (true) {
            LockSupport.park();
        }
    }
}
