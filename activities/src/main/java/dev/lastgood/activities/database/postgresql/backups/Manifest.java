package dev.lastgood.activities.database.postgresql.backups;

import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was in the database when it was dumped, and what the dump's files are: written beside it, as {@code
 * <name>.manifest.json}, after the dump was read back. A restore is proven against it.
 *
 * @param lastgood the form of this file: 1
 * @param key of the run that made it, so that a retry finds what it made
 * @param server its version, such as {@code 15.14}
 * @param snapshotAt the state that was dumped
 * @param only where not all tables were dumped: these, as pg_dump takes them
 * @param tables all that hold rows of their own and do not belong to an extension
 * @param sequences read before the dump began, so the restored ones are there or further
 * @param largeObjects how many there are
 */
public record Manifest(
        int lastgood,
        String key,
        String database,
        String server,
        Instant snapshotAt,
        List<String> only,
        List<FileSum> files,
        List<TableSum> tables,
        List<SequenceAt> sequences,
        long largeObjects) {
    public static final String SUFFIX = ".manifest.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public Manifest {
        for (Object required : new Object[] {database, server, snapshotAt}) {
            Objects.requireNonNull(required);
        }
        only = List.copyOf(only);
        files = List.copyOf(files);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    /** @param name in the dump's folder; the dump's own name where it is one file */
    public record FileSum(String name, long bytes, String sha256) {}

    /**
     * @param table quoted, with its schema
     * @param hash the sum of its rows' hashes, as a decimal number: the order of rows does not matter
     */
    public record TableSum(String table, long rows, String hash) {}

    /** @param last null for one that was never used */
    public record SequenceAt(String sequence, @Nullable Long last, boolean rising) {}

    public static Manifest read(byte[] json) throws BadDump {
        try {
            Manifest manifest = JSON.readValue(json, Manifest.class);
            if (manifest.lastgood != 1) {
                throw new BadDump(
                        "has a manifest of a form that this Lastgood does not know (" + manifest.lastgood + ")");
            }
            return manifest;
        } catch (JacksonException e) {
            throw new BadDump("has a manifest that can't be read: cut short or changed");
        }
    }

    public byte[] json() {
        return JSON.writeValueAsBytes(this);
    }

    public Manifest with(List<FileSum> dumped) {
        return new Manifest(lastgood, key, database, server, snapshotAt, only, dumped, tables, sequences, largeObjects);
    }

    public long rows() {
        return tables.stream().mapToLong(TableSum::rows).sum();
    }

    public long bytes() {
        return files.stream().mapToLong(FileSum::bytes).sum();
    }
}
