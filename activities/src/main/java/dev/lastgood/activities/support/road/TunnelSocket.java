package dev.lastgood.activities.support.road;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** A tunnel's program as the driver sees it: a socket that is connected from the beginning. What is TCP's alone does nothing. */
final class TunnelSocket extends Socket {
    private static final int BUFFER = 1 << 16;
    private static final int GLANCE_MILLIS = 2;

    private final TunnelProcess process;
    private volatile int timeout;

    TunnelSocket(TunnelProcess process) {
        this.process = process;
    }

    @Override
    public InputStream getInputStream() {
        return process.input(this::untilReadable);
    }

    @Override
    public OutputStream getOutputStream() {
        return process.output();
    }

    /** A pipe can't be read with a time limit, so it is looked at again and again, where there is one. */
    private void untilReadable() throws IOException {
        int millis = timeout;
        if (millis == 0) {
            return;
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (process.isAlive() && process.available() == 0) {
            if (System.nanoTime() - end > 0) {
                throw new SocketTimeoutException("no answer within " + millis + " ms");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the server");
            }
        }
    }

    @Override
    public void setSoTimeout(int millis) {
        timeout = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public boolean isClosed() {
        return process.isClosed();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public void connect(SocketAddress endpoint, int millis) {}

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public int getSendBufferSize() {
        return BUFFER;
    }

    @Override
    public int getReceiveBufferSize() {
        return BUFFER;
    }
}
