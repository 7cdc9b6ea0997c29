package dev.lastgood.standalone.e2e;

import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;

/** A shop on a server of its own, whose rollback meets one fault at one moment. */
final class FaultCell implements AutoCloseable {
    /** Longer than a heartbeat may be missing. */
    static final Duration TEMPORAL_AWAY =
            Duration.ofSeconds(System.getProperty("lastgood.faults", "").isEmpty() ? 12 : 30);

    private static final Duration UNASKED = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LINES_TO_READ = 300_000;

    final Lane lane;
    final OwnServer server;
    final Wire wire;
    final TinyShop shop;
    private final Path backup;
    private final List<String> asked = new ArrayList<>();
    private byte[] kept = new byte[0];

    FaultCell(Lane lane, Fault fault, Moment moment) throws Exception {
        this.lane = lane;
        server = new OwnServer(Files.createTempDirectory(lane.site().folder, "postgres-"), fault == Fault.DISK_FULL);
        wire = new Wire(server.server().port());
        TinyShop.Options options = TinyShop.Options.damage();
        // After an undo the later release runs, which the checks must let pass.
        shop = lane.site()
                .shop(moment == Moment.FINISHED_UNDO ? options.ready() : options, server.server(), wire.port());
        backup = shop.backup();
    }

    /** Work that stands still until it is let go. */
    interface Held {
        void release() throws Exception;
    }

    void start() {
        lane.start(shop);
    }

    Held startHeldAt(String statement, boolean answer) throws InterruptedException {
        Wire.Hold hold = wire.holdAt(statement, answer);
        start();
        hold.awaitReached();
        return hold::release;
    }

    Held answerAndHoldTheSwap(Choice choice) throws SQLException {
        Connection gate = server.gate();
        lane.answer(shop, choice);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> server.work().stream().anyMatch(it -> it.contains("DO $swap$")));
        return gate::close;
    }

    Held stopWhileTheBackupIsRead() throws IOException, InterruptedException {
        long worker = lane.worker.pid();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> reads(worker));
        signal("STOP", worker);
        return () -> signal("CONT", worker);
    }

    /** So that it takes a while to read. */
    void makeTheBackupLong() throws IOException {
        byte[] dump;
        try (var in = new GZIPInputStream(Files.newInputStream(backup))) {
            dump = in.readAllBytes();
        }
        String text = new String(dump, StandardCharsets.UTF_8);
        int here = text.indexOf("\nSET ");
        var out = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(out)) {
            packed.write(text.substring(0, here + 1).getBytes(StandardCharsets.UTF_8));
            byte[] line = ("-- " + "of the shop ".repeat(8) + "\n").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < LINES_TO_READ; i++) {
                packed.write(line);
            }
            packed.write(text.substring(here + 1).getBytes(StandardCharsets.UTF_8));
        }
        Files.write(backup, out.toByteArray());
    }

    void loseTheBackup() throws IOException {
        kept = Files.readAllBytes(backup);
        Files.write(backup, new byte[0]);
        Files.delete(backup);
    }

    void bringTheBackupBack() throws IOException {
        Files.write(backup, kept);
    }

    /** Until it asks a person or has ended, or a person would have seen to it without being asked. */
    void awaitQuestionOrEnd() throws InterruptedException {
        Instant latest = Instant.now().plus(UNASKED);
        while (Instant.now().isBefore(latest) && !asksOrEnded()) {
            Thread.sleep(200);
        }
    }

    private boolean asksOrEnded() {
        return lane.look(shop.ref())
                .filter(it -> it.status() != null)
                .filter(it -> it.status().question() != null || !it.runs())
                .isPresent();
    }

    /** What is good to know when it asks is that it does: yes to the restore, and try again whatever failed. */
    RollbackStatus toTheEnd() {
        return lane.answerToTheEnd(shop, question -> {
            if (question.choices().contains(Choice.APPROVE)) {
                return Choice.APPROVE;
            }
            asked.add(words(question));
            return Choice.RETRY;
        });
    }

    /** That something failed, and why; in the order in which a person was asked. */
    List<String> asked() {
        return asked;
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    private static String words(Question question) {
        return question.text() + " " + String.join(" ", question.lines());
    }

    private boolean reads(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.anyMatch(it -> {
                try {
                    return Files.readSymbolicLink(it).equals(backup);
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            });
        }
    }

    @Override
    public void close() throws Exception {
        shop.close();
        wire.close();
        server.close();
    }
}
