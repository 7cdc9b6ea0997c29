package dev.lastgood.bench.restore;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks every millisecond, and knows how long it went without an answer. */
final class Client {
    private static final int KEPT = 20_000;

    private final String road;
    private final String url;
    private final boolean reconnecting;
    private long lastAnswer = System.nanoTime();
    private long longest;
    private int answers;
    private int errors;
    private int refused;
    private List<Long> latencies = new ArrayList<>();

    Client(String road, String url, boolean reconnecting) {
        this.road = road;
        this.url = url;
        this.reconnecting = reconnecting;
    }

    /**
     * Since the last reset.
     *
     * @param longestGap between two answers, in nanoseconds; one that still lasts counts
     * @param errors queries and logins that failed
     * @param refused of these, logins that the server turned away
     * @param median of a query's time, in nanoseconds
     */
    record Seen(
            String road, boolean reconnecting, long longestGap, int answers, int errors, int refused, long median) {}

    void start() {
        Thread thread = new Thread(this::ask, "client");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void reset() {
        longest = 0;
        answers = 0;
        errors = 0;
        refused = 0;
        latencies = new ArrayList<>();
        lastAnswer = System.nanoTime();
    }

    synchronized Seen seen() {
        long gap = Math.max(longest, System.nanoTime() - lastAnswer);
        List<Long> sorted = latencies.stream().sorted().toList();
        long median = sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
        return new Seen(road, reconnecting, gap, answers, errors, refused, median);
    }

    private void ask() {
        @Nullable Connection connection = null;
        for (int i = 0; ; i++) {
            try {
                if (connection == null) {
                    connection = DriverManager.getConnection(url);
                }
                long begun = System.nanoTime();
                query(connection, i);
                answered(System.nanoTime() - begun);
                if (reconnecting) {
                    connection.close();
                    connection = null;
                }
            } catch (SQLException e) {
                failed(e, connection == null);
                close(connection);
                connection = null;
            }
            pause();
        }
    }

    private static void query(Connection connection, int i) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Data.QUERY)) {
            statement.setInt(1, i);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the row is not there", "02000");
                }
            }
        }
    }

    private synchronized void answered(long nanos) {
        long now = System.nanoTime();
        longest = Math.max(longest, now - lastAnswer);
        lastAnswer = now;
        answers++;
        if (latencies.size() < KEPT) {
            latencies.add(nanos);
        }
    }

    private synchronized void failed(SQLException e, boolean login) {
        errors++;
        // 3D000: no such database, 55000: not accepting connections, 57P03: starting up or locked, 53300: too many.
        String state = String.valueOf(e.getSQLState());
        if (login && (state.equals("3D000") || state.startsWith("55") || state.equals("57P03"))) {
            refused++;
        }
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException gone) {
            // As it was about to be.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
