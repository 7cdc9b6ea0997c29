package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postgresql.copy.PGCopyInputStream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The files of one rollback's salvage. */
record SalvageFiles(Artifacts artifacts, RollbackRef rollback) {
    static final String PLAN = "salvage.json";
    private static final String APPLIED = "salvage-applied.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * One time that rows were put back, written before its transaction is committed: whether it was, the server knows.
     *
     * @param order that asked for it
     * @param transaction as {@code pg_xact_status} takes it
     */
    record Application(String order, String by, Instant at, long liveOid, String transaction, List<Rows> tables) {
        long rows() {
            return tables.stream().mapToLong(Rows::rows).sum();
        }
    }

    /** @param sha256 of the file that they came from */
    record Rows(String table, long rows, String sha256) {}

    private record Applications(List<Application> applications) {}

    Optional<SalvagePlan> plan() throws IOException {
        return read(PLAN).map(json -> JSON.readValue(json, SalvagePlan.class));
    }

    Artifact plan(SalvagePlan plan) throws IOException {
        return write(PLAN, JSON.writeValueAsString(plan));
    }

    List<Application> applications() throws IOException {
        return read(APPLIED)
                .map(json -> JSON.readValue(json, Applications.class).applications())
                .orElse(List.of());
    }

    void add(Application application) throws IOException {
        List<Application> all = new ArrayList<>(applications());
        all.removeIf(it -> it.order().equals(application.order()));
        all.add(application);
        write(APPLIED, JSON.writeValueAsString(new Applications(all)));
    }

    /** What the query gives, as CSV. */
    SalvagePlan.Csv copy(Sql sql, String query, String file) throws IOException, SQLException {
        try (PGCopyInputStream rows = sql.copyOut("COPY (" + query + ") TO STDOUT (FORMAT csv, HEADER)")) {
            Artifact artifact = artifacts.put(rollback, file, rows);
            return new SalvagePlan.Csv(file, rows.getHandledRowCount(), artifact.sha256(), artifact.bytes());
        }
    }

    /** @param copy a COPY ... FROM STDIN; the rows are of no use before this has returned, as the file's checksum comes last */
    void load(Sql sql, SalvagePlan.Csv csv, String copy) throws IOException, SQLException {
        MessageDigest digest = sha256();
        try (InputStream file = new DigestInputStream(artifacts.open(rollback, csv.file()), digest)) {
            sql.copies().copyIn(copy, file);
            file.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw Failures.permanent(
                    FailureType.NOT_FOUND,
                    "the salvaged rows " + artifacts.uriOf(rollback, csv.file()) + " are not there any more");
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(csv.sha256())) {
            throw Failures.permanent(
                    FailureType.UNVERIFIED,
                    artifacts.uriOf(rollback, csv.file()) + " was changed since it was written (its SHA-256 is another"
                            + " than in " + PLAN + "): nothing was put back");
        }
    }

    Artifact artifact(SalvagePlan.Csv csv) {
        return new Artifact(csv.file(), artifacts.uriOf(rollback, csv.file()).toString(), csv.sha256(), csv.bytes());
    }

    /** {@code salvage-01-public.orders.csv}: the number keeps apart what is alike without its odd letters. */
    static String name(int number, String table, String kind) {
        String plain = table.replaceAll("[^A-Za-z0-9._-]", "_");
        return String.format("salvage-%02d-%s%s.csv", number, plain.substring(0, Math.min(plain.length(), 80)), kind);
    }

    private Optional<String> read(String name) throws IOException {
        try (InputStream file = artifacts.open(rollback, name)) {
            return Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Artifact write(String name, String json) throws IOException {
        return artifacts.put(rollback, name, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
