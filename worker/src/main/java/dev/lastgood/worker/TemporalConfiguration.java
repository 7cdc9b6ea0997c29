package dev.lastgood.worker;

import dev.lastgood.activities.support.RedactingInterceptor;
import dev.lastgood.workflows.client.Namespace;
import dev.lastgood.workflows.support.DataConverters;
import io.temporal.common.converter.DataConverter;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How this worker talks to Temporal, beyond what application.yml says. */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {
    private static final Duration HEARTBEATS = Duration.ofSeconds(2);

    /** A worker that can't poll is told so at its start, not by silence when the alert comes. */
    @Bean
    InitializingBean temporalIsThere(
            @Value("${spring.temporal.connection.target}") String address,
            @Value("${spring.temporal.namespace}") String namespace) {
        return () -> Namespace.check(address, namespace);
    }

    @Bean
    DataConverter mainDataConverter() {
        return DataConverters.standard();
    }

    /** What drivers and clients quote leaves no activity unredacted; virtual threads only where the JVM has them. */
    @Bean
    TemporalOptionsCustomizer<WorkerFactoryOptions.Builder> workerFactory() {
        return options -> options.setWorkerInterceptors(new RedactingInterceptor())
                .setUsingVirtualWorkflowThreads(Runtime.version().feature() >= 21);
    }

    /** How far a restore is reaches whoever waits for it soon, not only just before the heartbeat's timeout. */
    @Bean
    TemporalOptionsCustomizer<WorkerOptions.Builder> workers() {
        return options -> options.setMaxHeartbeatThrottleInterval(HEARTBEATS);
    }
}
