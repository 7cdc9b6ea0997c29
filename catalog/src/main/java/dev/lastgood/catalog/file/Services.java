package dev.lastgood.catalog.file;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.file.CatalogFile.Merged;
import dev.lastgood.catalog.file.Entries.AlertingEntry;
import dev.lastgood.catalog.file.Entries.BrakeEntry;
import dev.lastgood.catalog.file.Entries.ChannelEntry;
import dev.lastgood.catalog.file.Entries.CheckEntry;
import dev.lastgood.catalog.file.Entries.DatabaseEntry;
import dev.lastgood.catalog.file.Entries.DeploymentsEntry;
import dev.lastgood.catalog.file.Entries.DiagnosisEntry;
import dev.lastgood.catalog.file.Entries.KillSwitchEntry;
import dev.lastgood.catalog.file.Entries.ReleaseEntry;
import dev.lastgood.catalog.file.Entries.ServiceEntry;
import dev.lastgood.catalog.file.Entries.UnroutedEntry;
import dev.lastgood.catalog.file.Entries.VerificationEntry;
import dev.lastgood.catalog.file.Entries.WatchEntry;
import dev.lastgood.catalog.settings.SettingsMapper;
import dev.lastgood.workflows.model.Approval;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Deployments;
import dev.lastgood.workflows.model.Diagnosing;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.model.Verifying;
import dev.lastgood.workflows.model.Watch;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes services of what was checked. */
final class Services {
    private final Problems problems;
    private final SettingsMapper mapper = new SettingsMapper();
    private final Map<String, Channel> channels = new LinkedHashMap<>();

    private final Policies policies;

    /** @param folder in which the catalog lies */
    Services(Tree written, Problems problems, Path folder) {
        this.problems = problems;
        Tree brake = written.map().getOrDefault("brake", new Tree(Place.FILE, Map.of()));
        this.policies = new Policies(bind(brake, BrakeEntry.class), folder);
        Tree named = written.map().getOrDefault("channels", new Tree(Place.FILE, null));
        named.map().forEach((name, tree) -> channels.put(name, channel(name, bind(tree, ChannelEntry.class))));
    }

    /** Null where nothing is said of it. */
    @Nullable
    List<Channel> unrouted(Tree written) {
        Tree entry = written.map().getOrDefault("unrouted", new Tree(Place.FILE, Map.of()));
        List<String> names = bind(entry, UnroutedEntry.class).channels();
        return names == null ? null : channels(names).stream().distinct().toList();
    }

    List<Catalog.Entry> of(List<Merged> merged) {
        return merged.stream().map(this::entry).toList();
    }

    private Catalog.Entry entry(Merged merged) {
        ServiceEntry entry = bind(merged.tree(), ServiceEntry.class);
        ServiceRef ref = new ServiceRef(merged.environment(), merged.service());
        return new Catalog.Entry(service(ref, entry), entry.alerts(), entry.rules());
    }

    private Service service(ServiceRef ref, ServiceEntry entry) {
        return new Service(
                ref,
                entry.impact(),
                killSwitch(ref, entry.killSwitch()),
                release(ref, entry.release()),
                database(entry.database()),
                entry.evidence().stream()
                        .map(it -> new Target(it.type(), it.name(), settings(it.settings())))
                        .toList(),
                checks(entry.checks()),
                watch(entry.watch()),
                new Approval(entry.approval().answerWithin(), entry.approval().driftTolerance()),
                channels(entry.messages()),
                entry.budgets(),
                entry.contacts(),
                entry.taskQueue(),
                policies.of(entry.decisions()),
                verifying(entry.verification()),
                alerting(entry),
                deployments(entry),
                diagnosing(entry.diagnosis()));
    }

    private static @Nullable Diagnosing diagnosing(@Nullable DiagnosisEntry entry) {
        return entry == null ? null : new Diagnosing(entry.log(), entry.dependencies(), entry.disks());
    }

    /** What is silenced are the service's own alerts, where nothing else is said. */
    private static @Nullable Target alerting(ServiceEntry service) {
        AlertingEntry entry = service.alerting();
        if (entry == null) {
            return null;
        }
        Map<String, Object> settings = new LinkedHashMap<>(settings(entry.settings()));
        settings.putIfAbsent("matchers", service.alerts().texts());
        return new Target(entry.type(), entry.type(), settings);
    }

    private static @Nullable Target killSwitch(ServiceRef ref, @Nullable KillSwitchEntry entry) {
        return entry == null ? null : new Target(entry.type(), name(ref, entry.name()), settings(entry.settings()));
    }

    private static @Nullable Target release(ServiceRef ref, @Nullable ReleaseEntry entry) {
        return entry == null ? null : new Target(entry.type(), name(ref, entry.name()), settings(entry.settings()));
    }

    private static String name(ServiceRef ref, @Nullable String name) {
        return Objects.requireNonNullElse(name, ref.service() + "-" + ref.environment());
    }

    private static Watch watch(WatchEntry entry) {
        return new Watch(
                entry.window(),
                entry.every(),
                entry.relapseAfter(),
                checks(entry.checks()),
                entry.onRelapse(),
                entry.leastTraffic());
    }

    private static Verifying verifying(VerificationEntry entry) {
        return new Verifying(entry.onFailure(), entry.olderReleases(), entry.unknown(), entry.retries(), entry.pause());
    }

    private static @Nullable Deployments deployments(ServiceEntry service) {
        DeploymentsEntry entry = service.deployments();
        return entry == null
                ? null
                : new Deployments(
                        entry.window(),
                        entry.every(),
                        checks(entry.checks().isEmpty() ? ofOpenService(service) : entry.checks()),
                        entry.badRounds(),
                        entry.minRounds(),
                        entry.tooLittle(),
                        entry.severity());
    }

    /** Metrics say nothing of a service that is down: what is asked of one that is open says it. */
    private static List<CheckEntry> ofOpenService(ServiceEntry service) {
        var byName = new LinkedHashMap<String, CheckEntry>();
        Stream.concat(
                        service.checks().stream().filter(it -> it.when().contains(Check.When.AFTER_REOPENING)),
                        service.watch().checks().stream())
                .forEach(it -> byName.put(it.name(), it));
        return List.copyOf(byName.values());
    }

    private static @Nullable Database database(@Nullable DatabaseEntry entry) {
        return entry == null
                ? null
                : new Database(entry.type(), entry.server(), entry.name(), settings(entry.settings()));
    }

    private static List<Check> checks(List<CheckEntry> entries) {
        return entries.stream().map(Services::check).toList();
    }

    static Check check(CheckEntry entry) {
        return new Check(
                entry.name(),
                entry.type(),
                entry.road(),
                entry.when(),
                settings(entry.settings()),
                new Check.Tries(entry.attempts(), entry.pauseBetween(), entry.deadline()));
    }

    private List<Channel> channels(@Nullable List<String> names) {
        return names == null
                ? List.copyOf(channels.values())
                : names.stream().map(channels::get).filter(Objects::nonNull).toList();
    }

    private static Channel channel(String name, ChannelEntry entry) {
        return new Channel(new Target(entry.type(), name, settings(entry.settings())), entry.kinds());
    }

    /** Jackson leaves null where nothing is left over. */
    private static Map<String, Object> settings(@Nullable Map<String, Object> settings) {
        return settings == null ? Map.of() : settings;
    }

    @SuppressWarnings("unchecked")
    private <T extends Record> T bind(Tree tree, Class<T> type) {
        try {
            return mapper.bind((Map<String, Object>) Objects.requireNonNull(tree.data()), type);
        } catch (ApplicationFailure beyondTheSchema) {
            problems.add(tree.place(), beyondTheSchema.getOriginalMessage(), "see docs/catalog.md");
            problems.throwIfAny();
            throw beyondTheSchema;
        }
    }
}
