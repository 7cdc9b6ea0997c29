package dev.lastgood.starter;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.starter.webhook.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** Does and says at the start what does not stand in the way. */
class StartNotes implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StartNotes.class);

    private final StarterSettings settings;
    private final SearchRegistration registration;
    private final ScheduleKeeper schedules;
    private final Alarm alarm;
    private final Catalog catalog;

    StartNotes(
            StarterSettings settings,
            SearchRegistration registration,
            ScheduleKeeper schedules,
            Alarm alarm,
            Catalog catalog) {
        this.settings = settings;
        this.registration = registration;
        this.schedules = schedules;
        this.alarm = alarm;
        this.catalog = catalog;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        registration.begin();
        schedules.begin();
        String url = settings.history().url();
        if (url == null || url.isBlank()) {
            LOG.warn("lastgood.history.url is not set: there is no history to show");
        }
        for (String channel : alarm.outOfReach(catalog.channels())) {
            LOG.warn("Should Temporal be away when an alert comes, the starter can't tell {}", channel);
        }
    }
}
