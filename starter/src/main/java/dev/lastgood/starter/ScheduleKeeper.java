package dev.lastgood.starter;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.settings.SettingsMapper;
import dev.lastgood.catalog.settings.WarmShadowSettings;
import dev.lastgood.workflows.client.WarmSchedules;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schedules of warm shadows in step with the catalog, at once or as soon as Temporal answers. */
final class ScheduleKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleKeeper.class);
    private static final int AGAIN_SECONDS = 10;

    private final WarmSchedules schedules;
    private final List<WarmSchedules.When> wanted;
    private final ScheduledExecutorService beside = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "schedules");
        thread.setDaemon(true);
        return thread;
    });
    private boolean told;

    ScheduleKeeper(WarmSchedules schedules, Catalog catalog) {
        this.schedules = schedules;
        this.wanted = catalog.services().stream()
                .map(ScheduleKeeper::when)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Beside the start: alerts must be taken before that. */
    void begin() {
        beside.execute(this::keep);
    }

    private void keep() {
        try {
            for (String id : schedules.keep(wanted)) {
                LOG.info("Schedule {} is deleted: the catalog no longer has it", id);
            }
        } catch (RuntimeException e) {
            if (!told) {
                LOG.warn(
                        "The schedules of warm shadows could not be brought in step yet ({}); it is tried again",
                        e.getMessage());
                told = true;
            }
            beside.schedule(this::keep, AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    @SuppressWarnings("unchecked")
    private static Optional<WarmSchedules.When> when(Service service) {
        Database database = service.database();
        Object settings = database == null ? null : database.settings().get("warm-shadow");
        if (!(settings instanceof Map)) {
            return Optional.empty();
        }
        var warm = new SettingsMapper().bind((Map<String, Object>) settings, WarmShadowSettings.class);
        return Optional.of(new WarmSchedules.When(service, warm.schedule(), warm.every(), warm.zone()));
    }

    @Override
    public void close() {
        beside.shutdownNow();
    }
}
