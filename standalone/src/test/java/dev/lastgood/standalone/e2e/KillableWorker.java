package dev.lastgood.standalone.e2e;

import dev.lastgood.activities.support.RedactingInterceptor;
import dev.lastgood.worker.WorkerApplication;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerFactoryOptions;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The real worker, which ends itself with {@code kill -9} where a test says so: see {@link KillPoints}. */
final class KillableWorker {
    private KillableWorker() {}

    public static void main(String[] args) {
        var application = WorkerApplication.application();
        application.addPrimarySources(Set.of(Kills.class));
        application.run(args);
    }

    /** Comes after the worker's own customizer by its name. */
    @Configuration(proxyBeanMethods = false)
    static class Kills {
        @Bean
        TemporalOptionsCustomizer<WorkerFactoryOptions.Builder> zKillPoints() {
            var points = new KillPoints(Path.of(System.getProperty("kills")));
            return options -> options.setWorkerInterceptors(new RedactingInterceptor(), points);
        }
    }
}
