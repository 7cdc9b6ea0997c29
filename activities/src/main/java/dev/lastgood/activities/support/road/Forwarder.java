package dev.lastgood.activities.support.road;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** For programs that use libpq: a Unix socket in a folder that nobody else may enter. Each connection to it gets a program of its own. */
final class Forwarder {
    private static final String PORT = "5432";
    private static final int CHUNK = 1 << 16;

    private final Path folder;
    private final Path socket;
    private final ServerSocketChannel server;
    private final TunnelSocketFactory.Opener opener;
    private volatile String trouble = "";

    private Forwarder(Path folder, TunnelSocketFactory.Opener opener) throws IOException {
        this.folder = folder;
        this.socket = folder.resolve(".s.PGSQL." + PORT);
        this.opener = opener;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        start("tunnel-accept", this::accept);
    }

    static Forwarder open(TunnelSocketFactory.Opener opener) throws IOException {
        // Only its owner may enter what this makes.
        Path folder = Files.createTempDirectory("lastgood-tunnel-");
        try {
            return new Forwarder(folder, opener);
        } catch (IOException e) {
            Files.delete(folder);
            throw new IOException(
                    "no socket can be made in " + folder + " (" + e.getMessage()
                            + "); start the worker with -Djava.io.tmpdir=FOLDER, one with a short path that it can write to",
                    e);
        }
    }

    Map<String, String> libpq() {
        return Map.of("PGHOST", folder.toString(), "PGPORT", PORT, "PGSSLMODE", "disable");
    }

    String trouble() {
        return trouble;
    }

    void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // An empty folder among the system's temporary files does no harm.
        }
    }

    private void accept() {
        while (true) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        try {
            TunnelProcess process = opener.open();
            start("tunnel-up", () -> up(client, process));
            start("tunnel-down", () -> down(process, client));
        } catch (TunnelFailed e) {
            trouble = String.valueOf(e.getMessage());
            quietly(client);
        }
    }

    private static void up(SocketChannel client, TunnelProcess process) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = client.read(ByteBuffer.wrap(chunk)); n >= 0; n = client.read(ByteBuffer.wrap(chunk))) {
                process.write(chunk, 0, n);
                process.flush();
            }
            process.close();
        } catch (IOException e) {
            // Who reads sees the end too, and why.
        }
    }

    private void down(TunnelProcess process, SocketChannel client) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = process.read(chunk, 0, CHUNK); n >= 0; n = process.read(chunk, 0, CHUNK)) {
                for (ByteBuffer left = ByteBuffer.wrap(chunk, 0, n); left.hasRemaining(); ) {
                    client.write(left);
                }
            }
        } catch (TunnelFailed e) {
            // Before the client sees the end, so that whoever asks it why finds this.
            trouble = String.valueOf(e.getMessage());
        } catch (IOException e) {
            // The client has gone.
        }
        process.close();
        quietly(client);
    }

    private static void quietly(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
