package dev.lastgood.standalone.e2e;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.programs.TemporalServer;
import dev.lastgood.workflows.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;

/** What end-to-end tests of a JVM share: Temporal's and PostgreSQL's servers, and as many lanes as tests run at once. */
final class Site {
    private static final int LANES = 6;
    static final String HISTORY = "e2e_history";

    final Path folder;
    final PostgresServer postgres = PostgresForTests.shared();
    final TemporalServer temporal;
    private final BlockingQueue<Lane> free = new LinkedBlockingQueue<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final String shopNames;
    private final AtomicInteger shops = new AtomicInteger();

    private static final class Holder {
        static final Site SITE = new Site("shop", LANES);
    }

    private static final class Stoppable {
        static final Site SITE = new Site("still", 1);
    }

    static Site get() {
        return Holder.SITE;
    }

    /** With a Temporal of its own, which may be stopped, and one lane. */
    static Site stoppable() {
        return Stoppable.SITE;
    }

    private Site(String shopNames, int number) {
        this.shopNames = shopNames;
        try {
            folder = Files.createTempDirectory("lastgood-e2e-");
            postgres.ensureDatabase(HISTORY);
            var options = TemporalServer.Options.defaults();
            for (int i = 0; i < number; i++) {
                options = options.withNamespace("lane-" + i);
            }
            temporal = TemporalServer.start(folder.resolve("temporal"), options);
            for (int i = 0; i < number; i++) {
                lanes.add(lane("lane-" + i));
            }
            free.addAll(lanes);
            Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Lane borrow() throws InterruptedException {
        return free.take();
    }

    void giveBack(Lane lane) {
        free.add(lane);
    }

    TinyShop shop(TinyShop.Options options) throws Exception {
        return shop(options, postgres, postgres.port());
    }

    /** Its database lies on that server, and is reached by that port. */
    TinyShop shop(TinyShop.Options options, PostgresServer server, int port) throws Exception {
        return new TinyShop(this, shopNames + shops.incrementAndGet(), options, new ShopData.Place(server, port));
    }

    /** Of Temporal's own server. */
    long temporalPid() throws IOException {
        var state = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("temporal/temporal.properties"))) {
            state.load(reader);
        }
        return Long.parseLong(state.getProperty("pid"));
    }

    Path artifacts() {
        return folder.resolve("artifacts");
    }

    /** What worker and starter are told alike. */
    List<String> settings(String namespace) {
        return List.of(
                "--spring.temporal.connection.target=" + temporal.address(),
                "--spring.temporal.namespace=" + namespace,
                "--lastgood.temporal.address=" + temporal.address(),
                "--lastgood.temporal.namespace=" + namespace,
                "--lastgood.history.url=" + postgres.jdbcUrl(HISTORY),
                "--lastgood.history.user=postgres",
                "--lastgood.artifacts.folder=" + artifacts(),
                "--spring.main.banner-mode=off",
                "--spring.jmx.enabled=false",
                "--server.address=127.0.0.1",
                "--server.port=0");
    }

    private Lane lane(String namespace) throws IOException {
        Path kills = Files.createDirectories(folder.resolve(namespace + "-kills"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dkills=" + kills,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KillableWorker.class.getName()));
        command.addAll(settings(namespace));
        command.add("--lastgood.postgres-programs="
                + PostgresForTests.programs().requireClientFor(postgres.major()).folder());
        var worker = new WorkerProcess(command, folder.resolve(namespace + ".log"));
        return new Lane(this, namespace, worker, Connection.to(temporal.address(), namespace), kills);
    }

    private void end() {
        try {
            for (Lane lane : lanes) {
                lane.worker.end();
                lane.connection.close();
            }
            temporal.close();
            if (System.getProperty("e2e.keep") == null) {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("While ending the end-to-end tests: " + e);
        }
    }
}
