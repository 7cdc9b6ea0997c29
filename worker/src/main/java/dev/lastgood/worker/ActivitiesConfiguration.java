package dev.lastgood.worker;

import dev.lastgood.activities.BuiltIn;
import dev.lastgood.activities.Settings;
import dev.lastgood.activities.alerting.AlertingActivitiesImpl;
import dev.lastgood.activities.check.CheckActivitiesImpl;
import dev.lastgood.activities.database.BackupActivitiesImpl;
import dev.lastgood.activities.database.BackupAdapter;
import dev.lastgood.activities.database.DatabaseActivitiesImpl;
import dev.lastgood.activities.database.DatabaseAdapter;
import dev.lastgood.activities.database.ShadowActivitiesImpl;
import dev.lastgood.activities.database.ShadowAdapter;
import dev.lastgood.activities.database.postgresql.PostgresBackups;
import dev.lastgood.activities.database.postgresql.PostgresDatabase;
import dev.lastgood.activities.database.postgresql.PostgresMigrations;
import dev.lastgood.activities.database.postgresql.PostgresShadows;
import dev.lastgood.activities.database.postgresql.displaced.DisplacedActivitiesImpl;
import dev.lastgood.activities.database.postgresql.salvage.SalvageActivitiesImpl;
import dev.lastgood.activities.database.postgresql.server.Servers;
import dev.lastgood.activities.decision.DecisionActivitiesImpl;
import dev.lastgood.activities.deployment.DeploymentActivitiesImpl;
import dev.lastgood.activities.diagnosis.DiagnosisActivitiesImpl;
import dev.lastgood.activities.evidence.EvidenceActivitiesImpl;
import dev.lastgood.activities.killswitch.KillSwitchActivitiesImpl;
import dev.lastgood.activities.look.PlanActivitiesImpl;
import dev.lastgood.activities.message.MessageActivitiesImpl;
import dev.lastgood.activities.message.MessageTemplates;
import dev.lastgood.activities.record.RecordActivitiesImpl;
import dev.lastgood.activities.release.ReleaseActivitiesImpl;
import dev.lastgood.activities.support.Http;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.history.DecisionHistory;
import dev.lastgood.history.HistoryDatabase;
import dev.lastgood.history.ReleaseMarks;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.history.report.Report;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.client.RollbackClient;
import io.temporal.client.WorkflowClient;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The activities, with the adapters that come along. */
@Configuration(proxyBeanMethods = false)
class ActivitiesConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ActivitiesConfiguration.class);

    @Bean
    BuiltIn builtIn(WorkerSettings settings, Secrets secrets, Artifacts artifacts) {
        return new BuiltIn(new Settings(secrets), new Http(), artifacts, new MessageTemplates(settings.templates()));
    }

    @Bean
    KillSwitchActivitiesImpl killSwitchActivities(BuiltIn builtIn) {
        return new KillSwitchActivitiesImpl(builtIn.killSwitches());
    }

    @Bean
    ReleaseActivitiesImpl releaseActivities(BuiltIn builtIn, ReleaseMarks marks) {
        return new ReleaseActivitiesImpl(builtIn.releases(), marks);
    }

    @Bean
    DeploymentActivitiesImpl deploymentActivities(ReleaseMarks marks, RollbackHistory history, WorkflowClient client) {
        return new DeploymentActivitiesImpl(marks, history, new RollbackClient(client));
    }

    @Bean
    DatabaseActivitiesImpl databaseActivities(List<DatabaseAdapter> adapters) {
        return new DatabaseActivitiesImpl(adapters);
    }

    @Bean
    PostgresPrograms postgresPrograms(WorkerSettings settings) {
        var programs = PostgresPrograms.find(settings.postgresPrograms());
        if (programs.client().isEmpty()) {
            LOG.warn(
                    "No pg_dump, pg_restore and psql found: no database can be backed up or taken back here. Install PostgreSQL's clients"
                            + " (apt install postgresql-client), or set LASTGOOD_POSTGRES_BIN to a folder that has them");
        }
        return programs;
    }

    @Bean
    PostgresDatabase postgresDatabase(
            PostgresPrograms programs,
            WorkerSettings settings,
            Secrets secrets,
            HistoryDatabase history,
            Artifacts artifacts) {
        return new PostgresDatabase(programs, secrets, OwnDatabases.of(settings, history), artifacts);
    }

    @Bean
    ShadowActivitiesImpl shadowActivities(List<ShadowAdapter> adapters) {
        return new ShadowActivitiesImpl(adapters);
    }

    @Bean
    PostgresShadows postgresShadows(PostgresDatabase postgres) {
        return new PostgresShadows(postgres);
    }

    @Bean
    PostgresMigrations migrationActivities(
            PostgresPrograms programs, WorkerSettings settings, Secrets secrets, HistoryDatabase history) {
        return new PostgresMigrations(programs, secrets, OwnDatabases.of(settings, history));
    }

    @Bean
    BackupActivitiesImpl backupActivities(List<BackupAdapter> adapters) {
        return new BackupActivitiesImpl(adapters);
    }

    @Bean
    PostgresBackups postgresBackups(PostgresPrograms programs, Secrets secrets) {
        return new PostgresBackups(programs, secrets);
    }

    @Bean
    SalvageActivitiesImpl salvageActivities(Secrets secrets, Artifacts artifacts) {
        return new SalvageActivitiesImpl(new Servers(secrets), artifacts);
    }

    @Bean
    DisplacedActivitiesImpl displacedActivities(Secrets secrets) {
        return new DisplacedActivitiesImpl(new Servers(secrets));
    }

    @Bean
    EvidenceActivitiesImpl evidenceActivities(BuiltIn builtIn, Artifacts artifacts) {
        return new EvidenceActivitiesImpl(builtIn.evidence(), artifacts);
    }

    @Bean
    CheckActivitiesImpl checkActivities(BuiltIn builtIn) {
        return new CheckActivitiesImpl(builtIn.checks());
    }

    @Bean
    DiagnosisActivitiesImpl diagnosisActivities(Secrets secrets, Artifacts artifacts) {
        return new DiagnosisActivitiesImpl(new Settings(secrets), new Http(), artifacts);
    }

    @Bean
    PlanActivitiesImpl planActivities(BuiltIn builtIn, List<DatabaseAdapter> databases) {
        return new PlanActivitiesImpl(builtIn.releases(), builtIn.killSwitches(), databases);
    }

    @Bean
    MessageActivitiesImpl messageActivities(BuiltIn builtIn) {
        return new MessageActivitiesImpl(builtIn.channels());
    }

    @Bean
    AlertingActivitiesImpl alertingActivities(BuiltIn builtIn) {
        return new AlertingActivitiesImpl(builtIn.alerting());
    }

    @Bean
    RecordActivitiesImpl recordActivities(RollbackHistory history, Report report, Artifacts artifacts) {
        return new RecordActivitiesImpl(history, report, artifacts);
    }

    @Bean
    DecisionActivitiesImpl decisionActivities(
            BuiltIn builtIn, HistoryDatabase history, ReleaseMarks marks, WorkflowClient client) {
        return new DecisionActivitiesImpl(builtIn.releases(), new DecisionHistory(history.dataSource()), marks, client);
    }
}
