package dev.lastgood.bench.restore;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Users who go on writing: an order every 20 milliseconds, through whatever happens. */
final class Writer implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;

    private final String url;
    private final Thread thread = new Thread(this::write, "writer");
    private volatile boolean stopped;

    private Writer(String url) {
        this.url = url;
    }

    static Writer start(String url) {
        Writer writer = new Writer(url);
        writer.thread.setDaemon(true);
        writer.thread.start();
        return writer;
    }

    private void write() {
        while (!stopped) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                while (!stopped) {
                    statement.execute("INSERT INTO orders VALUES (nextval('order_id'), 1, now(), 'new', 1)");
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (SQLException swappedOrRestored) {
                Thread.yield();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join();
    }
}
