package dev.lastgood.starter;

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

    StartNotes(StarterSettings settings, SearchRegistration registration, ScheduleKeeper schedules) {
        this.settings = settings;
        this.registration = registration;
        this.schedules = schedules;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        registration.begin();
        schedules.begin();
        String url = settings.history().url();
        if (url == null || url.isBlank()) {
            LOG.warn("lastgood.history.url is not set: there is no history to show");
        }
    }
}
