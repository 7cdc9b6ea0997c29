package dev.lastgood.catalog;

import dev.lastgood.catalog.file.CatalogFile;
import dev.lastgood.catalog.rules.PrometheusRules;
import dev.lastgood.catalog.rules.RuleSettings;
import dev.lastgood.catalog.settings.Matchers;
import dev.lastgood.catalog.settings.NearMiss;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The services under care, each in one environment, and which alerts are about which. */
public final class Catalog {
    private final List<Entry> entries;
    private final @Nullable List<Channel> unrouted;
    private final List<Problem> warnings;

    /**
     * A service and what makes an alert one of its own.
     *
     * @param matchers what must all match; when empty, none is
     * @param rules what its Prometheus rules look at
     */
    public record Entry(Service service, Matchers matchers, RuleSettings rules) {
        /** With labels whose values are given, and the usual rules. */
        public Entry(Service service, Map<String, String> alerts) {
            this(service, Matchers.of(alerts), RuleSettings.standard());
        }

        /** The labels whose values are given. */
        public Map<String, String> alerts() {
            return matchers.labels();
        }
    }

    public Catalog(List<Entry> entries) {
        this(entries, null, List.of());
    }

    private Catalog(List<Entry> entries, @Nullable List<Channel> unrouted, List<Problem> warnings) {
        this.entries = List.copyOf(entries);
        this.unrouted = unrouted;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads and checks the whole file.
     *
     * @throws CatalogException with every mistake at once
     */
    public static Catalog load(Path file) {
        return of(new CatalogFile().read(file));
    }

    /** What was read and checked. */
    public static Catalog of(CatalogFile.Loaded loaded) {
        return new Catalog(loaded.entries(), loaded.unrouted(), loaded.warnings());
    }

    /** What in it may not work: types that no adapter of this version is for. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** In the order of the file. */
    public List<Service> services() {
        return entries.stream().map(Entry::service).toList();
    }

    /** Those of all services, each once. */
    public List<Channel> channels() {
        return services().stream()
                .flatMap(it -> it.channels().stream())
                .distinct()
                .toList();
    }

    /** Who is told of alerts that no service takes: as the catalog says, else the channels of all services. */
    public List<Channel> unrouted() {
        return unrouted == null ? channels() : unrouted;
    }

    public Optional<Service> find(ServiceRef ref) {
        return services().stream().filter(it -> it.ref().equals(ref)).findFirst();
    }

    /**
     * @param environment may be left out where the service has one only
     * @throws UnknownServiceException when it is left out and the service has several
     */
    public Optional<Service> find(String service, @Nullable String environment) {
        List<Service> found = services().stream()
                .filter(it -> it.ref().service().equals(service))
                .filter(it -> environment == null || it.ref().environment().equals(environment))
                .toList();
        if (found.size() > 1) {
            throw new UnknownServiceException(
                    service + " has the environments " + environments(found) + ": say which one");
        }
        return found.stream().findFirst();
    }

    /**
     * As {@link #find(String, String)}.
     *
     * @throws UnknownServiceException also when there is none, with the name that may have been meant
     */
    public Service get(String service, @Nullable String environment) {
        return find(service, environment).orElseThrow(() -> unknown(service, environment));
    }

    /** The Prometheus rules of one of these services, as a file. */
    public String prometheusRules(ServiceRef ref) {
        return entries.stream()
                .filter(it -> it.service().ref().equals(ref))
                .findFirst()
                .map(it -> PrometheusRules.of(ref, it.alerts(), it.rules()))
                .orElseThrow(() -> unknown(ref.service(), ref.environment()));
    }

    private UnknownServiceException unknown(String service, @Nullable String environment) {
        List<Service> named = services().stream()
                .filter(it -> it.ref().service().equals(service))
                .toList();
        if (!named.isEmpty()) {
            return new UnknownServiceException(
                    service + " has no environment '" + environment + "'; it has " + environments(named));
        }
        List<String> names =
                services().stream().map(it -> it.ref().service()).distinct().toList();
        return new UnknownServiceException(
                "no service '" + service + "' in the catalog; " + NearMiss.hint(service, names));
    }

    private static String environments(List<Service> services) {
        return services.stream().map(it -> it.ref().environment()).collect(Collectors.joining(", "));
    }

    /** The services that an alert with these labels is about; none for a service that names no labels. */
    public List<Service> matching(Map<String, String> alertLabels) {
        return entries.stream()
                .filter(it -> !it.matchers().all().isEmpty())
                .filter(it -> it.matchers().match(alertLabels))
                .map(Entry::service)
                .toList();
    }
}
