package dev.lastgood.standalone.e2e;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.model.ServiceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service to be rolled back: a database of some hundred rows, a git repository with the tags 1.0.0 and 1.1.0, scripts that
 * build, stop and start it and note that they did, and one small HTTP server for its health, its kill switch and Slack.
 */
final class TinyShop implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    static final String DATABASE_PASSWORD = "dbpass-7f1c9";
    static final String KILL_SWITCH_TOKEN = "ks-token-51ad0";
    static final String SLACK_SECRET = "T0000-B0000-xoxb5e7";
    static final String APP_KEY = "appkey-93b7e";
    static final List<String> SECRETS = List.of(DATABASE_PASSWORD, KILL_SWITCH_TOKEN, SLACK_SECRET, APP_KEY);

    private final String name;
    private final Path folder;
    private final Git git;
    private final String branch;
    private final ShopServer server;
    private final Catalog catalog;
    private final Path catalogFile;
    final ShopData data;

    /**
     * @param impact of the catalog
     * @param slowRestore makes the restore take some seconds
     * @param readyMade allows warm shadows and restore points, and checks that hold for either release
     * @param watched watches new releases for some seconds; its database stays out of rollbacks
     */
    record Options(String impact, boolean slowRestore, boolean customDump, boolean readyMade, boolean watched) {
        Options(String impact, boolean slowRestore, boolean customDump) {
            this(impact, slowRestore, customDump, false, false);
        }

        static Options damage() {
            return new Options("data-damage", false, false);
        }

        static Options degraded() {
            return new Options("degraded", false, false);
        }

        Options ready() {
            return new Options(impact, slowRestore, customDump, true, false);
        }

        Options watching() {
            return new Options(impact, slowRestore, customDump, false, true);
        }

        Options slow() {
            return new Options(impact, true, true);
        }
    }

    TinyShop(Site site, String name, Options options, ShopData.Place place) throws Exception {
        this.name = name;
        folder = Files.createDirectories(site.folder.resolve(name));
        data = new ShopData(place.server(), name);
        data.fill(options.slowRestore(), folder.resolve("backups"), options.customDump());
        Files.writeString(
                folder.resolve("app.log"), "connecting to postgresql://app:" + DATABASE_PASSWORD + "@db/shop\n");
        script("build", "echo \"with key $APP_KEY\"; test ! -e '%1$s/fail-build' && cp VERSION '%1$s/built'");
        script("stop", "rm -f '%1$s/running'");
        script("start", "cp '%1$s/built' '%1$s/running'");
        git = Git.init().setDirectory(folder.resolve("checkout").toFile()).call();
        branch = git.getRepository().getBranch();
        release("1.0.0");
        release("1.1.0");
        Files.writeString(folder.resolve("built"), "1.1.0\n");
        Files.writeString(folder.resolve("running"), "1.1.0\n");

        server = new ShopServer(this::running);
        catalogFile = folder.resolve("lastgood.yml");
        Files.writeString(catalogFile, yaml(options, place.port()));
        catalog = Catalog.load(catalogFile);
    }

    String name() {
        return name;
    }

    ServiceRef ref() {
        return new ServiceRef("production", name);
    }

    Catalog catalog() {
        return catalog;
    }

    Path catalogFile() {
        return catalogFile;
    }

    // What was done to it

    boolean killSwitchOn() {
        return server.closed();
    }

    /** How the kill switch was set, repeats taken out. */
    List<String> switched() {
        return withoutRepeats(server.switched());
    }

    /** What the scripts did, repeats taken out. */
    List<String> calls() throws IOException {
        return withoutRepeats(allCalls());
    }

    List<String> allCalls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    List<String> messages() {
        return server.messages();
    }

    /** The version that runs; empty when it is stopped. */
    String running() throws IOException {
        Path running = folder.resolve("running");
        return Files.exists(running) ? Files.readString(running).strip() : "";
    }

    /** The version that is built. */
    String built() throws IOException {
        return Files.readString(folder.resolve("built")).strip();
    }

    List<String> emergencyFiles() throws IOException {
        if (!Files.exists(folder.resolve("emergency"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve("emergency"))) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> !it.endsWith(".manifest.json"))
                    .toList();
        }
    }

    Path backup() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            return files.findFirst().orElseThrow();
        }
    }

    // What a test does to it

    void failBuild(boolean fails) throws IOException {
        if (fails) {
            Files.createFile(folder.resolve("fail-build"));
        } else {
            Files.delete(folder.resolve("fail-build"));
        }
    }

    /** As its developers do: on their branch, whatever a rollback has checked out. */
    void deploy(String version) throws Exception {
        git.checkout().setName(branch).call();
        release(version);
        Files.writeString(folder.resolve("built"), version + "\n");
        Files.writeString(folder.resolve("running"), version + "\n");
    }

    /** The next build takes a minute. */
    void slowBuild() throws IOException {
        script("build", "mkdir '%1$s/slept' 2> /dev/null && sleep 60; cp VERSION '%1$s/built'");
    }

    /** Its scripts that run, and what they run. */
    List<String> programs() {
        return ProcessHandle.allProcesses()
                .map(it -> String.join(" ", it.info().arguments().orElse(new String[0])))
                .filter(it -> it.contains(folder + "/build.sh"))
                .toList();
    }

    private static List<String> withoutRepeats(List<String> all) {
        List<String> once = new ArrayList<>();
        for (String each : all) {
            if (once.isEmpty() || !once.get(once.size() - 1).equals(each)) {
                once.add(each);
            }
        }
        return once;
    }

    // How it is made

    private void script(String does, String what) throws IOException {
        Files.writeString(
                folder.resolve(does + ".sh"),
                "echo " + does + " >> '" + folder + "/calls'\n" + what.formatted(folder) + "\n");
    }

    private void release(String version) throws Exception {
        Files.writeString(folder.resolve("checkout/VERSION"), version + "\n");
        git.add().addFilepattern("VERSION").call();
        var commit = git.commit()
                .setMessage(version)
                .setAuthor("Ann", "ann@shop.example")
                .setCommitter("Ann", "ann@shop.example")
                .setSign(false)
                .call();
        git.tag().setName(version).setObjectId(commit).setAnnotated(false).call();
    }

    private String secret(String file, String value) throws IOException {
        return JSON.writeValueAsString("file:" + Files.writeString(folder.resolve(file), value));
    }

    private String yaml(Options options, int port) throws IOException {
        String written = Files.readString(Path.of("src/test/resources/e2e/lastgood.yml"));
        return (options.readyMade() ? ready(written) : options.watched() ? watched(written) : written)
                .replace("${name}", name)
                .replace("${impact}", options.impact())
                .replace("${url}", server.url())
                .replace("${folder}", folder.toString())
                .replace("${postgres}", "127.0.0.1:" + port)
                .replace("${slack}", secret("slack", server.url() + "/slack/" + SLACK_SECRET))
                .replace("${token}", secret("token", KILL_SWITCH_TOKEN))
                .replace("${password}", secret("password", DATABASE_PASSWORD))
                .replace("${key}", secret("key", APP_KEY));
    }

    private static String watched(String yaml) {
        return yaml.replaceFirst("(?s)    database:\n.*?    evidence:\n", "    evidence:\n")
                .replaceFirst("(?s)      - name: database\n.*?    checks:\n", "    checks:\n")
                .replace("        json:\n          /version: 1.0.0\n", "")
                .replace("    environments:\n", """
                            deployments:
                              window: 3s
                              every: 1s
                              bad-rounds: 2
                              min-rounds: 2
                              checks:
                                - name: deployed-version
                                  type: command
                                  argv: [sh, "-c", "! grep bad '${folder}/running'"]
                            environments:
                        """);
    }

    private static String ready(String yaml) {
        return yaml.replace("        json:\n          /version: 1.0.0\n", "")
                .replace(
                        "    evidence:\n",
                        "      warm-shadow:\n        every: 24h\n        disk-budget: 1GiB\n"
                                + "      restore-point:\n        block: true\n        disk-budget: 1GiB\n    evidence:\n");
    }

    @Override
    public void close() {
        server.close();
        git.close();
    }
}
