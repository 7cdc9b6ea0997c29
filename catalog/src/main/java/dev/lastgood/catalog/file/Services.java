package dev.lastgood.catalog.file;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.file.CatalogFile.Merged;
import dev.lastgood.catalog.file.Entries.ChannelEntry;
import dev.lastgood.catalog.file.Entries.CheckEntry;
import dev.lastgood.catalog.file.Entries.DatabaseEntry;
import dev.lastgood.catalog.file.Entries.ServiceEntry;
import dev.lastgood.catalog.settings.SettingsMapper;
import dev.lastgood.workflows.model.Approval;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.model.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes services of what was checked. */
final class Services {
    private final SettingsMapper mapper = new SettingsMapper();
    private final Map<String, Channel> channels = new LinkedHashMap<>();

    Services(Tree written) {
        Tree named = written.map().getOrDefault("channels", new Tree(Place.FILE, null));
        named.map().forEach((name, tree) -> channels.put(name, channel(name, bind(tree, ChannelEntry.class))));
    }

    List<Catalog.Entry> of(List<Merged> merged) {
        return merged.stream().map(this::entry).toList();
    }

    private Catalog.Entry entry(Merged merged) {
        ServiceEntry entry = bind(merged.tree(), ServiceEntry.class);
        ServiceRef ref = new ServiceRef(merged.environment(), merged.service());
        return new Catalog.Entry(service(ref, entry), entry.alerts());
    }

    private Service service(ServiceRef ref, ServiceEntry entry) {
        String standardName = ref.service() + "-" + ref.environment();
        return new Service(
                ref,
                entry.impact(),
                entry.killSwitch() == null
                        ? null
                        : target(
                                entry.killSwitch().type(),
                                entry.killSwitch().name(),
                                standardName,
                                entry.killSwitch().settings()),
                entry.release() == null
                        ? null
                        : target(
                                entry.release().type(),
                                entry.release().name(),
                                standardName,
                                entry.release().settings()),
                database(entry.database()),
                entry.evidence().stream()
                        .map(it -> new Target(it.type(), it.name(), settings(it.settings())))
                        .toList(),
                checks(entry.checks()),
                new Watch(
                        entry.watch().window(),
                        entry.watch().every(),
                        entry.watch().relapseAfter(),
                        checks(entry.watch().checks())),
                new Approval(entry.approval().answerWithin(), entry.approval().driftTolerance()),
                channels(entry.messages()),
                entry.budgets(),
                entry.contacts(),
                entry.taskQueue());
    }

    private static Target target(
            String type, @Nullable String name, String standardName, @Nullable Map<String, Object> settings) {
        return new Target(type, Objects.requireNonNullElse(name, standardName), settings(settings));
    }

    private static @Nullable Database database(@Nullable DatabaseEntry entry) {
        return entry == null
                ? null
                : new Database(entry.type(), entry.server(), entry.name(), settings(entry.settings()));
    }

    private static List<Check> checks(List<CheckEntry> entries) {
        return entries.stream()
                .map(it -> new Check(it.name(), it.type(), it.road(), it.when(), settings(it.settings())))
                .toList();
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
        return mapper.bind((Map<String, Object>) Objects.requireNonNull(tree.data()), type);
    }
}
