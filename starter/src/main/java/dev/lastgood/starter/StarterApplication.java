package dev.lastgood.starter;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * The starter as a program of its own. It exits with 2 and the reasons when the catalog or the settings are wrong.
 *
 * <p>Another Boot program takes it in with {@code @ImportAutoConfiguration(StarterConfiguration.class)}; beans of its own
 * replace the starter's.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportAutoConfiguration(StarterConfiguration.class)
public class StarterApplication {
    private static final int REFUSED = 2;

    /** Set before logging begins. What Spring adds to a refusal is only in the way. */
    private static final Map<String, Object> LOGGING = Map.of(
            "logging.level.root", "warn",
            "logging.level.com.networknt", "error",
            "logging.level.org.springdoc", "error",
            "logging.level.org.springframework.core.events", "error",
            "logging.level.dev.lastgood", "info",
            "logging.level.org.springframework.boot.web", "off",
            "logging.level.org.springframework.boot.tomcat", "off");

    public static void main(String[] args) {
        try {
            var application = new SpringApplication(StarterApplication.class);
            application.setBannerMode(Banner.Mode.OFF);
            application.setDefaultProperties(LOGGING);
            application.run(args);
        } catch (RuntimeException e) {
            // Printed already; Boot's own way to an exit code asks beans that are not there yet.
            if (StartRefused.isCauseOf(e)) {
                System.exit(REFUSED);
            }
            throw e;
        }
    }
}
