package dev.lastgood.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Runs workflows and activities. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WorkerApplication {
    public static void main(String[] args) {
        application().run(args);
    }

    /** To be run with properties of one's own, as the standalone program does. */
    public static SpringApplication application() {
        var application = new SpringApplication(WorkerApplication.class);
        application.setAdditionalProfiles("worker");
        return application;
    }
}
