package dev.lastgood.history;

import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.ServiceRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The deployments that were told of, and what became of them: when each release went live, and which are marked good or bad.
 * Its errors are Spring's {@code DataAccessException}s.
 */
public final class ReleaseMarks {
    /** A verdict, once given, stays: neither a late retry takes it away, nor somebody who tells of the same again. */
    private static final String UPSERT = """
            INSERT INTO lastgood.release_mark AS kept (
                environment, service, deployment, version, commit_id, release_id, release_name, deployed_at, told_by,
                verdict, decided_at, why, rollback, status)
            VALUES (
                :environment, :service, :deployment, :version, :commit, :releaseId, :releaseName, :deployedAt, :toldBy,
                :verdict, :decidedAt, :why, :rollback, :status::jsonb)
            ON CONFLICT (environment, service, deployment) DO UPDATE SET
                release_id = excluded.release_id, release_name = excluded.release_name, verdict = excluded.verdict,
                decided_at = excluded.decided_at, why = excluded.why, rollback = excluded.rollback,
                status = excluded.status
            WHERE kept.verdict IS NULL OR kept.verdict = excluded.verdict
            """;

    private static final int ENOUGH = 500;

    private final JdbcClient jdbc;
    private final RollbackHistory rollbacks;

    /** @param dataSource from {@link HistoryDatabase#dataSource()} */
    public ReleaseMarks(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
        rollbacks = new RollbackHistory(dataSource);
    }

    /** Writes or overwrites the deployment's row. */
    public void record(DeploymentStatus status) {
        Deployment deployment = status.deployment();
        Release release = status.release();
        jdbc.sql(UPSERT)
                .param("environment", deployment.service().environment())
                .param("service", deployment.service().service())
                .param("deployment", deployment.id())
                .param("version", HistoryJson.withoutNul(deployment.version()))
                .param("commit", deployment.commit())
                .param("releaseId", release == null ? null : release.id())
                .param("releaseName", release == null ? null : release.name())
                .param("deployedAt", time(deployment.at()))
                .param("toldBy", HistoryJson.withoutNul(deployment.by()))
                .param(
                        "verdict",
                        status.verdict() == null ? null : status.verdict().name())
                .param("decidedAt", time(status.endedAt()))
                .param("why", HistoryJson.withoutNul(status.why()))
                .param("rollback", status.rollback())
                .param("status", HistoryJson.write(status))
                .update();
    }

    /** The newest first. */
    public List<DeploymentStatus> list(RollbackHistory.Filter filter) {
        return jdbc.sql("""
                        SELECT status FROM lastgood.release_mark
                         WHERE (:service::text IS NULL OR service = :service)
                           AND (:environment::text IS NULL OR environment = :environment)
                         ORDER BY deployed_at DESC, deployment
                         LIMIT :limit
                        """)
                .param("service", filter.service())
                .param("environment", filter.environment())
                .param("limit", filter.limit())
                .query(ReleaseMarks::status)
                .list();
    }

    /** @param deployment its id */
    public Optional<DeploymentStatus> find(ServiceRef service, String deployment) {
        return jdbc.sql("""
                        SELECT status FROM lastgood.release_mark
                         WHERE environment = :environment AND service = :service AND deployment = :deployment
                        """)
                .param("environment", service.environment())
                .param("service", service.service())
                .param("deployment", deployment)
                .query(ReleaseMarks::status)
                .optional();
    }

    /**
     * When this release went live the last time, as it was told: better known than the platform's time, which may be that of a
     * build, a tag or a checkout.
     */
    public Optional<Instant> deployedAt(ServiceRef service, Release release) {
        return list(new RollbackHistory.Filter(service.service(), service.environment(), ENOUGH)).stream()
                .filter(it -> it.release() == null
                        ? it.deployment().is(release)
                        : it.release().id().equals(release.id()))
                .map(it -> it.deployment().at())
                .findFirst();
    }

    /** What the service's releases are known as. */
    public KnownReleases known(ServiceRef service) {
        var filter = new RollbackHistory.Filter(service.service(), service.environment(), ENOUGH);
        return KnownReleases.of(list(filter), rollbacks.list(filter));
    }

    private static DeploymentStatus status(ResultSet row, int number) throws SQLException {
        return HistoryJson.read(row.getString("status"), DeploymentStatus.class);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
