package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Servers;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.workflows.activities.SalvageActivities;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Salvage on PostgreSQL, with its files among the rollback's artifacts. */
public final class SalvageActivitiesImpl implements SalvageActivities {
    private static final String APPLICATION = "lastgood-salvage";

    private final Servers servers;
    private final Artifacts artifacts;

    public SalvageActivitiesImpl(Servers servers, Artifacts artifacts) {
        this.servers = servers;
        this.artifacts = artifacts;
    }

    @Override
    public Extracted extract(Extract extract) {
        return servers.on(extract.database(), APPLICATION, server -> {
            try (Sql sql = server.maintenance()) {
                Databases databases = new Databases(sql);
                Databases.Entry live = databases.live(extract.database().name(), server);
                RollbackRef rollback = new RollbackRef(extract.service(), key(extract.key(), live));
                SalvageFiles files = new SalvageFiles(artifacts, rollback);
                Optional<SalvagePlan> before = files.plan();
                if (before.isPresent() && (before.get().withChanged() || !extract.changed())) {
                    return extracted(files, before.get());
                }
                Databases.Entry displaced = displaced(databases, rollback, live);
                SalvagePlan plan = new Extraction(server, files).extract(displaced, live, extract.changed(), before);
                files.plan(plan);
                return extracted(files, plan);
            }
        });
    }

    @Override
    public Preview preview(Query query) {
        return servers.on(
                query.database(), APPLICATION, server -> putBack(server, query).preview());
    }

    @Override
    public Applied apply(Apply apply) {
        return servers.on(
                apply.query().database(),
                APPLICATION,
                server -> putBack(server, apply.query()).apply(apply));
    }

    private PutBack putBack(Server server, Query query) throws IOException {
        SalvageFiles files = new SalvageFiles(artifacts, query.rollback());
        SalvagePlan plan = files.plan()
                .orElseThrow(() -> Failures.permanent(
                        FailureType.NOT_FOUND,
                        artifacts.uriOf(query.rollback(), SalvageFiles.PLAN) + " is not there any more"));
        return new PutBack(server, files, plan, query);
    }

    /** The live database's own ledger says which rollback put it there. */
    private static String key(@Nullable String asked, Databases.Entry live) {
        if (asked != null && !asked.equals("latest")) {
            return asked.substring(asked.lastIndexOf('-') + 1);
        }
        return live.ledger()
                .filter(it -> it.state() == Ledger.State.LIVE)
                .map(Ledger::lastgood)
                .orElseThrow(() -> Failures.permanent(
                        FailureType.NOT_FOUND,
                        live.name() + " is not a restored database, so no rows were given up. If a rollback was swapped"
                                + " back since, all is in it; else name the rollback with --rollback"));
    }

    private static Databases.Entry displaced(Databases databases, RollbackRef rollback, Databases.Entry live)
            throws SQLException {
        return databases.all().stream()
                .filter(it -> it.of(rollback.key()) && it.in(Ledger.State.DISPLACED))
                .filter(it -> it.ledger().map(ledger -> ledger.backup() == null).orElse(false))
                .filter(it -> it.oid() != live.oid())
                .findFirst()
                .orElseThrow(() -> Failures.permanent(
                        FailureType.NOT_FOUND,
                        "the database that rollback " + rollback.id() + " displaced is not on the server, and its rows"
                                + " were not kept as files: nothing can be salvaged from it. 'lastgood displaced "
                                + rollback.service().service() + "' lists what is there"));
    }

    private static Extracted extracted(SalvageFiles files, SalvagePlan plan) {
        List<Artifact> kept = new ArrayList<>();
        for (SalvagePlan.Table table : plan.tables()) {
            Stream.of(Optional.ofNullable(table.lost()), Optional.ofNullable(table.changed()))
                    .flatMap(Optional::stream)
                    .map(files::artifact)
                    .forEach(kept::add);
        }
        return plan.extracted(files.rollback(), kept);
    }
}
