package dev.lastgood.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Runs workflows and activities. It exits with 2 and the reason when settings are wrong or what it needs is not there. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WorkerApplication {
    private static final int REFUSED = 2;

    public static void main(String[] args) {
        try {
            application().run(args);
        } catch (RuntimeException e) {
            // Printed already.
            if (StartRefusedAnalyzer.reason(e) != null) {
                System.exit(REFUSED);
            }
            throw e;
        }
    }

    /** To be run with properties of one's own, as the standalone program does. */
    public static SpringApplication application() {
        var application = new SpringApplication(WorkerApplication.class);
        application.setAdditionalProfiles("worker");
        return application;
    }
}
