package dev.lastgood.starter;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.CatalogException;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.history.HistoryDatabase;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.starter.api.ApiConfiguration;
import dev.lastgood.starter.webhook.WebhookConfiguration;
import dev.lastgood.workflows.client.BackupClient;
import dev.lastgood.workflows.client.Connection;
import dev.lastgood.workflows.client.DecisionClient;
import dev.lastgood.workflows.client.DeploymentClient;
import dev.lastgood.workflows.client.DisplacedClient;
import dev.lastgood.workflows.client.HoldClient;
import dev.lastgood.workflows.client.MigrationClient;
import dev.lastgood.workflows.client.NamespaceSearch;
import dev.lastgood.workflows.client.PlanClient;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.SalvageClient;
import dev.lastgood.workflows.client.ShadowClient;
import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.client.WarmSchedules;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What the starter is made of. Each bean gives way to one of the program that takes it in. */
@AutoConfiguration
@EnableConfigurationProperties(StarterSettings.class)
@Import({Defaults.class, AccessConfiguration.class, ApiConfiguration.class, WebhookConfiguration.class, StartNotes.class
})
public class StarterConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Catalog catalog(StarterSettings settings) {
        try {
            return Catalog.load(settings.catalog());
        } catch (CatalogException e) {
            throw new StartRefused("The catalog can't be used:\n" + e.getMessage());
        }
    }

    @Bean
    @ConditionalOnMissingBean
    Secrets secrets() {
        return new Secrets();
    }

    @Bean
    @ConditionalOnMissingBean
    Connection temporalConnection(StarterSettings settings) {
        return Connection.to(settings.temporal().address(), settings.temporal().namespace());
    }

    @Bean
    @ConditionalOnMissingBean
    RollbackClient rollbackClient(Connection connection) {
        return new RollbackClient(connection.client());
    }

    @Bean
    PlanClient planClient(Connection connection) {
        return new PlanClient(connection.client());
    }

    @Bean
    MigrationClient migrationClient(Connection connection) {
        return new MigrationClient(connection.client());
    }

    @Bean
    @ConditionalOnMissingBean
    ShadowClient shadowClient(Connection connection) {
        return new ShadowClient(connection.client());
    }

    @Bean
    @ConditionalOnMissingBean
    ScheduleKeeper scheduleKeeper(Connection connection, Catalog catalog) {
        return new ScheduleKeeper(new WarmSchedules(connection), catalog);
    }

    @Bean
    @ConditionalOnMissingBean
    BackupClient backupClient(Connection connection) {
        return new BackupClient(connection.client());
    }

    @Bean
    @ConditionalOnMissingBean
    DeploymentClient deploymentClient(Connection connection) {
        return new DeploymentClient(connection.client());
    }

    @Bean
    @ConditionalOnMissingBean
    SalvageClient salvageClient(Connection connection) {
        return new SalvageClient(connection.client());
    }

    @Bean
    @ConditionalOnMissingBean
    DisplacedClient displacedClient(Connection connection) {
        return new DisplacedClient(connection.client());
    }

    @Bean
    @ConditionalOnMissingBean
    TriageClient triageClient(Connection connection) {
        return new TriageClient(connection.client());
    }

    @Bean
    @ConditionalOnMissingBean
    HoldClient holdClient(Connection connection) {
        return new HoldClient(connection.client());
    }

    @Bean
    @ConditionalOnMissingBean
    DecisionClient decisionClient(Connection connection) {
        return new DecisionClient(connection.client());
    }

    @Bean
    @ConditionalOnMissingBean
    NamespaceSearch namespaceSearch(Connection connection) {
        return new NamespaceSearch(connection);
    }

    @Bean
    @ConditionalOnMissingBean
    SearchRegistration searchRegistration(NamespaceSearch search, StarterSettings settings) {
        return new SearchRegistration(search, settings);
    }

    @Bean
    @ConditionalOnMissingBean
    Artifacts artifacts(StarterSettings settings) {
        return settings.artifacts().open();
    }

    @Bean
    @ConditionalOnMissingBean
    Past past(StarterSettings settings, Secrets secrets, Artifacts artifacts) {
        StarterSettings.History history = settings.history();
        String password = StarterSettings.secret(
                "lastgood.history.password", "LASTGOOD_HISTORY_PASSWORD", history.password(), secrets);
        String url = history.url();
        Supplier<HistoryDatabase> open =
                url == null || url.isBlank() ? null : () -> HistoryDatabase.open(url, history.user(), password);
        return new Past(open, artifacts);
    }
}
