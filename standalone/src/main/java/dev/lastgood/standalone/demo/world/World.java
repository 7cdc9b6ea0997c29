package dev.lastgood.standalone.demo.world;

import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.standalone.demo.shop.Faults;
import dev.lastgood.standalone.demo.shop.ShopCommands;
import dev.lastgood.standalone.demo.shop.ShopDeployment;
import dev.lastgood.standalone.demo.shop.ShopProcess;
import dev.lastgood.standalone.demo.shop.ShopRepository;
import dev.lastgood.standalone.demo.shop.ShopSettings;
import dev.lastgood.standalone.demo.world.SecretFiles.Secret;
import dev.lastgood.workflows.model.ServiceRef;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;

/** The shop and all that surrounds it, on free ports and in one folder. */
public final class World implements AutoCloseable {
    public static final ServiceRef SERVICE = new ServiceRef("production", "shop");

    private final Path folder;
    private final Consumer<Message> messages;
    private final Consumer<String> say;
    private final Deque<Part> running = new ArrayDeque<>();

    /** What has to be ended, the last one first. */
    private interface Part {
        void end() throws IOException;
    }

    /**
     * What stands when all is built.
     *
     * @param catalog the file {@code lastgood.yml}
     * @param webhookToken what Alertmanager shows to the starter
     * @param apiToken what people show to it
     */
    public record Built(
            ShopSettings shop,
            ShopDatabase database,
            ShopDeployment deployment,
            Gateway gateway,
            Traffic traffic,
            Faults faults,
            Backups backups,
            Path catalog,
            Secret webhookToken,
            Secret apiToken) {

        /** How long the catalog lets a rollback watch: five minutes in the runbook, but nobody watches a demo that long. */
        public Duration watch() {
            return CatalogFile.WATCH;
        }

        /** Lets a step of the rollback fail, one of {@link Faults#STEPS}, until the faults are cleared. */
        public void arm(String step) throws IOException {
            faults.set(step);
            if (step.equals("prepare-restore")) {
                backups.truncateAll();
            }
        }
    }

    /**
     * @param folder the demo's
     * @param messages told what mail and Slack receive, on other threads
     * @param say told what is being built, a line each
     */
    public World(Path folder, Consumer<Message> messages, Consumer<String> say) {
        this.folder = folder;
        this.messages = messages;
        this.say = say;
    }

    /** Builds all and deploys the good release. Users do not come before {@link Traffic#start()}. */
    public Built build(PostgresPrograms programs) throws IOException, InterruptedException, SQLException {
        PostgresServer postgres = PostgresServer.start(
                programs, folder.resolve("database"), new PostgresServer.Options(false, 0, Map.of()));
        started(postgres::close);
        ShopDatabase database = new ShopDatabase(postgres::jdbcUrl);
        Backups backups =
                new Backups(programs.requireClientFor(postgres.major()).program("pg_dump"), folder.resolve("backups"));
        fill(database, backups, postgres.url(ShopDatabase.NAME));

        ShopSettings shop = new ShopSettings(folder, HttpServers.freePort(), database.url(), ShopCommands.driver());
        ShopDeployment deployment = deployGood(shop);
        Faults faults = new Faults(folder);
        SecretFiles secrets = new SecretFiles(folder.resolve("secrets"));
        Secret killSwitchToken = secrets.token("kill-switch-token");
        Gateway gateway = new Gateway(shop.url(), killSwitchToken.value(), faults);
        started(gateway::close);
        SlackSink slack = new SlackSink(messages);
        started(slack::close);
        MailSink mail = new MailSink(messages);
        started(mail::close);
        Traffic traffic = new Traffic(gateway.url());
        started(traffic::close);
        Path catalog =
                new CatalogFile(folder, secrets).write(shop, gateway, killSwitchToken, postgres, backups, slack, mail);
        return new Built(
                shop,
                database,
                deployment,
                gateway,
                traffic,
                faults,
                backups,
                catalog,
                secrets.token("webhook-token"),
                secrets.token("api-token"));
    }

    /** Three hourly backups at different states; the newest one is cut. Users wrote in between, and since. */
    private void fill(ShopDatabase database, Backups backups, String url)
            throws SQLException, IOException, InterruptedException {
        Instant newest = Instant.now().truncatedTo(ChronoUnit.HOURS);
        Instant middle = newest.minus(1, ChronoUnit.HOURS);
        Instant oldest = newest.minus(2, ChronoUnit.HOURS);
        database.create(oldest);
        say.accept(String.format("the shop's database: %,d rows", database.rows()));
        backups.take(url, oldest);
        database.placeOrders(20, middle, Duration.ofMinutes(3));
        backups.take(url, middle);
        database.placeOrders(20, newest, Duration.ofMinutes(3));
        backups.take(url, newest);
        backups.truncateNewest();
        say.accept("three backups of it, the newest one cut by half");
    }

    private ShopDeployment deployGood(ShopSettings shop) {
        shop.write();
        Instant now = Instant.now();
        ShopRepository repository = ShopRepository.create(
                shop.checkout(), now.minus(6, ChronoUnit.DAYS), now.minus(20, ChronoUnit.MINUTES));
        ShopDeployment deployment = new ShopDeployment(shop, repository);
        started(() -> new ShopProcess(shop).stop());
        deployment.deploy(ShopRepository.GOOD);
        say.accept("the shop " + ShopRepository.GOOD + ", built and started");
        return deployment;
    }

    private void started(Part part) {
        synchronized (running) {
            running.push(part);
        }
    }

    /** Ends whatever was started so far; also while another thread still builds. Harmless when repeated. */
    @Override
    public void close() {
        while (true) {
            Part part;
            synchronized (running) {
                part = running.poll();
            }
            if (part == null) {
                return;
            }
            try {
                part.end();
            } catch (IOException | RuntimeException e) {
                say.accept("could not end everything: " + e.getMessage());
            }
        }
    }
}
