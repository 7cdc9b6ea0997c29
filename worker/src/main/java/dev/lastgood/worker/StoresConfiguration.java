package dev.lastgood.worker;

import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.history.HistoryDatabase;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.history.artifacts.FolderArtifacts;
import dev.lastgood.history.artifacts.S3Artifacts;
import dev.lastgood.history.artifacts.S3Settings;
import dev.lastgood.history.report.Report;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where a worker keeps what was decided and done. */
@Configuration(proxyBeanMethods = false)
class StoresConfiguration {

    @Bean
    Secrets secrets() {
        return new Secrets();
    }

    @Bean
    HistoryDatabase historyDatabase(WorkerSettings settings, Secrets secrets) {
        var history = settings.history();
        String password = history.password() == null || history.password().isBlank() ? null : secrets.resolve(new SecretRef(history.password()));
        return HistoryDatabase.open(history.url(), history.user(), password);
    }

    @Bean
    RollbackHistory rollbackHistory(HistoryDatabase database) {
        return new RollbackHistory(database.dataSource());
    }

    @Bean
    Artifacts artifacts(WorkerSettings settings) throws IOException {
        var s3 = settings.artifacts().s3();
        return s3 == null
                ? new FolderArtifacts(settings.artifacts().folder().toAbsolutePath())
                : S3Artifacts.open(
                        new S3Settings(s3.bucket(), s3.prefix(), s3.region(), s3.endpoint(), s3.pathStyle()));
    }

    @Bean
    Report report(WorkerSettings settings) {
        return new Report(settings.templates());
    }
}
