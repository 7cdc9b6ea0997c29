package dev.lastgood.starter;

import dev.lastgood.history.DecisionEntry;
import dev.lastgood.history.DecisionHistory;
import dev.lastgood.history.HistoryDatabase;
import dev.lastgood.history.HistoryEntry;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.history.report.Report;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The history and the artifacts, to read. The database is opened when first asked: rollbacks must start while it is down.
 */
public final class Past implements AutoCloseable {
    private final @Nullable Supplier<HistoryDatabase> open;
    private final Artifacts artifacts;
    private @Nullable HistoryDatabase database;

    /** @param open connects; null where no history is configured */
    public Past(@Nullable Supplier<HistoryDatabase> open, Artifacts artifacts) {
        this.open = open;
        this.artifacts = artifacts;
    }

    /** The newest first; empty where no history is configured. */
    public List<HistoryEntry> list(RollbackHistory.Filter filter) {
        RollbackHistory history = history();
        return history == null ? List.of() : history.list(filter);
    }

    /** Decisions, the newest first; empty where no history is configured. */
    public List<DecisionEntry> decisions(RollbackHistory.Filter filter) {
        DataSource source = source();
        return source == null ? List.of() : new DecisionHistory(source).list(filter);
    }

    public Optional<HistoryEntry> latest(ServiceRef service) {
        return list(new RollbackHistory.Filter(service.service(), service.environment(), 1)).stream()
                .findFirst();
    }

    public Optional<HistoryEntry> find(String id) {
        RollbackHistory history = history();
        return history == null ? Optional.empty() : history.find(id);
    }

    /** The report's Markdown; empty when it was not written yet. */
    public Optional<String> report(RollbackRef rollback) {
        try (InputStream report = artifacts.open(rollback, Report.FILE)) {
            return Optional.of(new String(report.readAllBytes(), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new RollbackProblem(
                    Kind.UNREACHABLE, "the report of " + rollback.id() + " can't be read: " + e.getMessage(), e);
        }
    }

    private @Nullable RollbackHistory history() {
        DataSource source = source();
        return source == null ? null : new RollbackHistory(source);
    }

    private synchronized @Nullable DataSource source() {
        if (open == null) {
            return null;
        }
        if (database == null) {
            database = open.get();
        }
        return database.dataSource();
    }

    @Override
    public synchronized void close() {
        if (database != null) {
            database.close();
        }
    }
}
