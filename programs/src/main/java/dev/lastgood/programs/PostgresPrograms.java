package dev.lastgood.programs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL programs of this machine. Several versions may be there: {@link #server()} and {@link #client()} fit
 * together, and {@link #requireClientFor} finds the clients for a given server.
 */
public final class PostgresPrograms {
    private final List<Server> servers;
    private final List<Client> clients;
    private final List<Path> looked;
    private final @Nullable Path configured;

    /** A folder with initdb, pg_ctl and postgres. */
    public record Server(Path folder, int major) {
        public Path program(String name) {
            return folder.resolve(name);
        }
    }

    /** A folder with pg_dump, pg_restore and psql. */
    public record Client(Path folder, int major) {
        public Path program(String name) {
            return folder.resolve(name);
        }
    }

    private PostgresPrograms(@Nullable Path configured, List<Path> folders) {
        this.configured = configured;
        looked = List.copyOf(folders);
        List<Server> foundServers = new ArrayList<>();
        List<Client> foundClients = new ArrayList<>();
        for (Path folder : looked) {
            PostgresProbe.major(folder, PostgresProbe.SERVER).ifPresent(m -> foundServers.add(new Server(folder, m)));
            PostgresProbe.major(folder, PostgresProbe.CLIENT).ifPresent(m -> foundClients.add(new Client(folder, m)));
        }
        servers = List.copyOf(foundServers);
        clients = List.copyOf(foundClients);
    }

    /**
     * Looks in the given folder, or that of {@code LASTGOOD_POSTGRES_BIN}; then on the PATH; then where the usual
     * installations put the programs. Downloads nothing.
     *
     * @throws ProgramException if a folder is configured in which there are neither server nor client programs
     */
    public static PostgresPrograms find(@Nullable Path configured) {
        return find(PostgresFolders.of(Environment.system()), configured);
    }

    static PostgresPrograms find(PostgresFolders folders, @Nullable Path configured) {
        Path chosen = folders.configured(configured);
        List<Path> all = new ArrayList<>(folders.all());
        if (chosen != null) {
            all.add(0, chosen);
        }
        PostgresPrograms found = new PostgresPrograms(chosen, all);
        if (chosen != null && !PostgresProbe.holdsAny(chosen)) {
            throw new ProgramException(PostgresHelp.nothingIn(chosen));
        }
        return found;
    }

    /**
     * As {@link #find}; then what is missing is unpacked from Lastgood's own bundle (server programs) or downloaded with pip
     * (a whole PostgreSQL) into the cache. What could not be had is missing in the result.
     *
     * @param say told in a line what takes time
     */
    public static PostgresPrograms findOrObtain(@Nullable Path configured, Consumer<String> say) {
        Environment environment = Environment.system();
        return new PostgresSources(environment, PostgresFolders.of(environment), say).complete(configured);
    }

    /** The first server for which there are clients; when there is none, the first server. */
    public Optional<Server> server() {
        return fitting().or(() -> servers.stream().findFirst());
    }

    /** The clients that fit {@link #server()}; when there are none, the first clients. */
    public Optional<Client> client() {
        return server().flatMap(server -> clientFor(server.major()))
                .or(() -> clients.stream().findFirst());
    }

    /** @throws ProgramException saying what to do when there are no server programs */
    public Server requireServer() {
        return server().orElseThrow(() -> new ProgramException(PostgresHelp.noServer(looked, clients)));
    }

    /** For a data folder that already is of a version. @throws ProgramException when there is no server of exactly that major */
    Server requireServerOf(int major) {
        return servers.stream()
                .filter(server -> server.major() == major)
                .findFirst()
                .orElseThrow(() -> new ProgramException(PostgresHelp.noServerOf(major, servers, looked)));
    }

    /**
     * Clients that a server of the given major version accepts. pg_dump refuses servers newer than itself, and a dump made by
     * a newer pg_dump may not load into an older server: so those of the same major, else the next newer ones.
     *
     * @throws ProgramException saying what was found, where it was looked for, and what to do
     */
    public Client requireClientFor(int serverMajor) {
        return clientFor(serverMajor)
                .orElseThrow(() -> new ProgramException(PostgresHelp.noClient(serverMajor, clients, looked)));
    }

    boolean fitTogether() {
        return fitting().isPresent();
    }

    /** The newest clients' major version, 0 without any. */
    int newestClient() {
        return clients.stream().mapToInt(Client::major).max().orElse(0);
    }

    /** With a folder that is looked in last. */
    PostgresPrograms with(Optional<Path> folder) {
        if (folder.isEmpty() || looked.contains(folder.get())) {
            return this;
        }
        List<Path> more = new ArrayList<>(looked);
        more.add(folder.get());
        return new PostgresPrograms(configured, more);
    }

    private Optional<Server> fitting() {
        return servers.stream()
                .filter(server -> clientFor(server.major()).isPresent())
                .findFirst();
    }

    private Optional<Client> clientFor(int serverMajor) {
        return clients.stream()
                .filter(client -> client.major() >= serverMajor)
                .min(Comparator.comparing((Client client) -> !client.folder().equals(configured))
                        .thenComparing(Client::major));
    }
}
