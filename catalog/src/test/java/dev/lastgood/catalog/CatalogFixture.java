package dev.lastgood.catalog;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lastgood.catalog.file.CatalogFile;
import dev.lastgood.catalog.schema.CatalogSchema;
import dev.lastgood.catalog.schema.Kind;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Catalogs written for a test, and a schema with adapters made up for it. */
public final class CatalogFixture {
    private CatalogFixture() {}

    /** A made-up adapter's settings. */
    public record SampleHttp(
            @Describe("Where it is asked.") String url,
            @Default("10s") Duration timeout,
            @Nullable SecretRef token,
            @Nullable List<String> headers,
            @Default("{}") Map<String, Object> body) {}

    /** Another's. */
    public record SamplePostgres(
            String user,
            SecretRef password,
            @Default("{}") Backups backups,
            @Nullable String sslMode,
            @Nullable String sslRootCert,
            @Nullable Map<String, Object> tunnel) {
        /** One key deeper. */
        public record Backups(
                @Default("*") String pattern,
                @Nullable String folder,
                @Nullable Map<String, Object> sftp,
                @Nullable Map<String, Object> s3,
                @Nullable Map<String, Object> keep) {}
    }

    public static final String SCHEMA = CatalogSchema.generate(Map.of(
            Kind.KILL_SWITCH, Map.of("http", SampleHttp.class),
            Kind.CHECK, Map.of("http", SampleHttp.class),
            Kind.DATABASE, Map.of("postgresql", SamplePostgres.class)));

    /** A service to which a test adds what it is about; the added lines begin on line 4. */
    public static String shop(String added) {
        return "services:\n  shop:\n    impact: degraded\n" + added.indent(4) + "    environments: {production: {}}\n";
    }

    public static Catalog load(String yaml) {
        return Catalog.of(new CatalogFile(SCHEMA).read(file(yaml)));
    }

    public static List<String> problems(String yaml) {
        return problemsOf(file(yaml));
    }

    /** Each problem as it is printed, the folder cut off. */
    public static List<String> problemsOf(Path file) {
        CatalogException refused =
                catchThrowableOfType(CatalogException.class, () -> new CatalogFile(SCHEMA).load(file));
        return refused == null
                ? List.of()
                : refused.problems().stream()
                        .map(it -> it.toString().substring(it.file().length() - "lastgood.yml".length()))
                        .toList();
    }

    private static Path file(String yaml) {
        try {
            Path folder = Files.createTempDirectory("catalog");
            folder.toFile().deleteOnExit();
            Path file = folder.resolve("lastgood.yml");
            Files.writeString(file, yaml);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
