package dev.lastgood.worker;

import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.history.HistoryDatabase;
import dev.lastgood.history.ReleaseMarks;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.history.report.Report;
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
        String password =
                secrets.ofSetting("lastgood.history.password", "LASTGOOD_HISTORY_PASSWORD", history.password());
        return HistoryDatabase.open(history.url(), history.user(), password);
    }

    @Bean
    RollbackHistory rollbackHistory(HistoryDatabase database) {
        return new RollbackHistory(database.dataSource());
    }

    @Bean
    ReleaseMarks releaseMarks(HistoryDatabase database) {
        return new ReleaseMarks(database.dataSource());
    }

    @Bean
    Artifacts artifacts(WorkerSettings settings) {
        return settings.artifacts().open();
    }

    @Bean
    Report report(WorkerSettings settings) {
        return new Report(settings.templates());
    }
}
