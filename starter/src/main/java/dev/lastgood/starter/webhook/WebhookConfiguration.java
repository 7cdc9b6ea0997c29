package dev.lastgood.starter.webhook;

import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.workflows.client.Connection;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The webhook's parts. */
@Configuration(proxyBeanMethods = false)
@Import({AlertmanagerController.class, Intake.class, Judge.class, Worlds.class})
public class WebhookConfiguration {
    private static final Duration LOOKS_AGAIN = Duration.ofSeconds(5);

    @Bean
    Alarm alarm(Secrets secrets, Connection connection) {
        return new Alarm(secrets, connection::answers, LOOKS_AGAIN);
    }
}
