package dev.lastgood.starter;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

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

    /** Of a start that is refused there is to be seen only why: {@link PlainFailureReporter} says it. */
    private static final Map<String, Object> QUIET = Map.of(
            "spring.main.banner-mode",
            "off",
            "logging.level.root",
            "warn",
            "logging.level.dev.lastgood",
            "info",
            "logging.level.org.springdoc",
            "error",
            "logging.level.org.springframework.core.events",
            "error",
            "logging.level.org.springframework.boot.web",
            "off",
            "logging.level.org.springframework.boot.tomcat",
            "off",
            "logging.level.org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
            "off",
            "logging.level." + AnnotationConfigServletWebServerApplicationContext.class.getName(),
            "error");

    private static SpringApplication application() {
        var application = new SpringApplication(StarterApplication.class);
        application.setDefaultProperties(QUIET);
        return application;
    }

    public static void main(String[] args) {
        try {
            application().run(args);
        } catch (RuntimeException e) {
            // Printed already; Boot's own way to an exit code asks beans that are not there yet.
            if (StartRefused.isCauseOf(e)) {
                System.exit(REFUSED);
            }
            throw e;
        }
    }
}
