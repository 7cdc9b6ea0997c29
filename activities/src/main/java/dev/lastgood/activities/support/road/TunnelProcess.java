package dev.lastgood.activities.support.road;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * One connection: a program that was started for it. It ends with its input, so a worker that is killed leaves none behind; what
 * has not ended {@value #GRACE_SECONDS} seconds after that is killed with all that it started.
 */
final class TunnelProcess {
    private static final int GRACE_SECONDS = 2;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int KILLED_BY = 128;
    private static final Executor LATER = CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS);

    private final Process process;
    private final String what;
    private final UnaryOperator<String> redact;
    private final LastWords errors;
    private volatile boolean heard;
    private volatile boolean closed;

    private TunnelProcess(Process process, String what, UnaryOperator<String> redact) {
        this.process = process;
        this.what = what;
        this.redact = redact;
        this.errors = new LastWords(process.getErrorStream());
    }

    /**
     * @param what for people: where it leads, and the command
     * @throws TunnelFailed when there is no such program
     */
    static TunnelProcess start(ProcessBuilder builder, String what, UnaryOperator<String> redact) throws TunnelFailed {
        try {
            return new TunnelProcess(builder.start(), what, redact);
        } catch (IOException e) {
            throw new TunnelFailed(
                    what + " can't be run: no program " + builder.command().get(0)
                            + " on this worker's PATH, or not executable. Install it here, or correct tunnel.command in"
                            + " the catalog",
                    true);
        }
    }

    /** @return -1 when the connection has ended as connections do */
    int read(byte[] bytes, int from, int length) throws IOException {
        int read;
        try {
            read = process.getInputStream().read(bytes, from, length);
        } catch (IOException e) {
            throw cut(e);
        }
        if (read > 0) {
            heard = true;
        } else if (read < 0 && !closed) {
            requireOrderlyEnd();
        }
        return read;
    }

    /** How much can be read without waiting; 0 at the end too. */
    int available() throws IOException {
        return process.getInputStream().available();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        try {
            process.getOutputStream().write(bytes, from, length);
        } catch (IOException e) {
            throw cut(e);
        }
    }

    void flush() throws IOException {
        try {
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw cut(e);
        }
    }

    /** Returns at once, from any thread, also while another reads or writes. */
    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        // What was written last waits for the program to read it, which it may not do.
        Thread ending = new Thread(this::endInput, "tunnel-end");
        ending.setDaemon(true);
        ending.start();
        LATER.execute(this::kill);
    }

    boolean isClosed() {
        return closed;
    }

    /** For someone who was told too little by the driver. */
    String words() {
        try {
            String said = redact.apply(errors.within(0));
            return said.isEmpty() ? what : what + " says: " + said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return what;
        }
    }

    private void endInput() {
        try (OutputStream in = process.getOutputStream()) {
            in.flush();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    private void kill() {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private IOException cut(IOException e) throws IOException {
        if (closed) {
            return new SocketException("the connection was closed");
        }
        requireOrderlyEnd();
        return e;
    }

    private void requireOrderlyEnd() throws TunnelFailed {
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                throw new TunnelFailed(what + " closed its output, but has not ended" + said(), false);
            }
            int exit = process.exitValue();
            if (exit != 0 || !heard) {
                throw new TunnelFailed(ended(exit), exit == NOT_FOUND || exit == NOT_EXECUTABLE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String ended(int exit) throws InterruptedException {
        String how = exit > KILLED_BY && heard
                ? " was ended by signal " + (exit - KILLED_BY)
                : " ended with exit code " + exit;
        return what
                + how
                + (heard ? " in the middle of the connection" : " before the server answered")
                + said()
                + (heard
                        ? ""
                        : ". Run it by hand on the worker's machine: it must stay open and wait, as a connection to the"
                                + " server does");
    }

    private String said() throws InterruptedException {
        String said = redact.apply(errors.within(TimeUnit.SECONDS.toMillis(1)));
        return said.isEmpty() ? ", and said nothing" : ": " + said;
    }

    /** As a stream; closing it closes the connection. */
    InputStream input(Waits waits) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                waits.untilReadable();
                return TunnelProcess.this.read(bytes, from, length);
            }

            @Override
            public int available() throws IOException {
                return TunnelProcess.this.available();
            }

            @Override
            public void close() {
                TunnelProcess.this.close();
            }
        };
    }

    /** As {@link #input}. */
    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                TunnelProcess.this.write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                TunnelProcess.this.write(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                TunnelProcess.this.flush();
            }

            @Override
            public void close() {
                TunnelProcess.this.close();
            }
        };
    }

    /** How long a reader waits. */
    interface Waits {
        void untilReadable() throws IOException;
    }
}
