package dev.lastgood.activities.support.road;

import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.activities.support.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Each connection through a program of its own, and nothing of it over TCP of ours. */
final class TunnelRoad implements Road {
    private final String host;
    private final int port;
    private final Tunnel tunnel;
    private final ChildEnvironment environment;
    private final UnaryOperator<String> redact;
    private final Consumer<Runnable> onStop;
    private @Nullable Forwarder forwarder;

    /**
     * @param host what the catalog calls the server; nothing is looked up
     * @param environment what the program sees
     * @param password of the sessions, which must not stand in what the program says; empty for none
     * @param onStop is told how to stop what was started; everything else ends with its connection
     */
    TunnelRoad(
            String host,
            int port,
            Tunnel tunnel,
            ChildEnvironment environment,
            String password,
            Consumer<Runnable> onStop) {
        this.host = host;
        this.port = port;
        this.tunnel = tunnel;
        this.environment = environment;
        List<String> secrets = new ArrayList<>(environment.secrets());
        secrets.add(password);
        this.redact = text -> Redaction.clean(text, secrets);
        this.onStop = onStop;
    }

    @Override
    public Connection connect(String database, Properties properties) throws SQLException {
        try (var offer = new TunnelSocketFactory.Offer(this::start)) {
            Properties through = new Properties();
            properties.stringPropertyNames().forEach(it -> through.setProperty(it, properties.getProperty(it)));
            through.remove("sslrootcert");
            through.setProperty("sslmode", "disable");
            through.setProperty("socketFactory", TunnelSocketFactory.class.getName());
            through.setProperty("socketFactoryArg", offer.id());
            try {
                return DriverManager.getConnection(Road.url(host, port, database), through);
            } catch (SQLException e) {
                throw explained(e, offer);
            }
        }
    }

    private static SQLException explained(SQLException e, TunnelSocketFactory.Offer offer) {
        var opened = offer.abandon();
        Exception explained = TunnelFailed.explained(e);
        if (explained instanceof RuntimeException permanent) {
            throw permanent;
        }
        if (explained == e && String.valueOf(e.getSQLState()).startsWith("08") && !opened.isEmpty()) {
            String words = opened.get(opened.size() - 1).words();
            return new SQLException(
                    e.getMessage() + " What answers is no PostgreSQL server, or nothing does: " + words,
                    e.getSQLState(),
                    e);
        }
        return explained instanceof SQLException sql ? sql : e;
    }

    @Override
    public synchronized Map<String, String> libpq() {
        if (forwarder == null) {
            try {
                Forwarder opened = Forwarder.open(this::start);
                onStop.accept(opened::close);
                forwarder = opened;
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
        return forwarder.libpq();
    }

    @Override
    public boolean hidden() {
        return true;
    }

    @Override
    public synchronized String trouble() {
        return forwarder == null ? "" : forwarder.trouble();
    }

    private TunnelProcess start() throws TunnelFailed {
        ProcessBuilder builder = new ProcessBuilder(tunnel.command());
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        TunnelProcess process = TunnelProcess.start(builder, what(), redact);
        onStop.accept(process::close);
        return process;
    }

    private String what() {
        String command = redact.apply(String.join(" ", tunnel.command()));
        return "the tunnel to " + host + ":" + port + " ('" + Words.cut(command, 120) + "')";
    }
}
