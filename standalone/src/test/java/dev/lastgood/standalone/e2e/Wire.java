package dev.lastgood.standalone.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The way from the worker to a PostgreSQL server: it can be cut, and what goes over it can be held at a statement. */
final class Wire implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;

    private final int server;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Hold next;

    Wire(int server) throws IOException {
        this.server = server;
        door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        thread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Holds the next statement in which this stands; {@code answer}: it gets through, and its answer is held. */
    Hold holdAt(String text, boolean answer) {
        next = new Hold(text, answer);
        return next;
    }

    /** Both ends of every connection are reset; new ones are let through. */
    void cut() {
        open.forEach(Wire::reset);
    }

    /** A place on the way. */
    static final class Hold {
        private final String text;
        private final boolean answer;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        private Hold(String text, boolean answer) {
            this.text = text;
            this.answer = answer;
        }

        void awaitReached() throws InterruptedException {
            if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("no statement with " + text + " was sent");
            }
        }

        void release() {
            go.countDown();
        }

        private void stay() throws InterruptedException {
            reached.countDown();
            go.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            try {
                Socket backend = new Socket(InetAddress.getByName("127.0.0.1"), server);
                var link = new Link(client, backend);
                open.add(client);
                open.add(backend);
                thread(link::statements);
                thread(link::answers);
            } catch (IOException serverIsDown) {
                reset(client);
            }
        }
    }

    private final class Link {
        private final Socket client;
        private final Socket backend;
        private volatile Hold answerHeld;

        private Link(Socket client, Socket backend) {
            this.client = client;
            this.backend = backend;
        }

        void statements() throws IOException, InterruptedException {
            byte[] buffer = new byte[65_536];
            try {
                InputStream in = client.getInputStream();
                OutputStream out = backend.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    Hold here = take(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    if (here != null && here.answer) {
                        answerHeld = here;
                    } else if (here != null) {
                        here.stay();
                    }
                    out.write(buffer, 0, read);
                }
            } finally {
                end();
            }
        }

        void answers() throws IOException, InterruptedException {
            byte[] buffer = new byte[65_536];
            try {
                InputStream in = backend.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (answerHeld != null) {
                        answerHeld.stay();
                        answerHeld = null;
                    }
                    out.write(buffer, 0, read);
                }
            } finally {
                end();
            }
        }

        private void end() throws IOException {
            for (Socket each : new Socket[] {client, backend}) {
                open.remove(each);
                each.close();
            }
        }
    }

    private synchronized Hold take(String sent) {
        Hold wanted = next;
        if (wanted == null || !sent.contains(wanted.text)) {
            return null;
        }
        next = null;
        return wanted;
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closedAlready) {
            // As wanted.
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void thread(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException | InterruptedException end) {
                        // An end was closed: the other one is, too.
                    }
                },
                "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
