package dev.lastgood.activities.support.road;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.ChildEnvironment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How connections come to a server. */
public interface Road {

    /**
     * @param properties the driver's: user, password, sslmode …
     * @throws SQLException as the driver's, with what a tunnel's program said in its message
     * @throws io.temporal.failure.ApplicationFailure when there is no such program
     */
    Connection connect(String database, Properties properties) throws SQLException;

    /** Where programs that use libpq find the server: environment variables, for as long as the road is open. */
    Map<String, String> libpq();

    /** What happened on the road of such programs, which they can't see themselves; empty when nothing did. */
    default String trouble() {
        return "";
    }

    /** Whether the server's address is a name for people only, and nothing that can be compared with another's. */
    default boolean hidden() {
        return false;
    }

    /**
     * @param tunnel null: straight to that address
     * @param password of the sessions, which must not stand in what a program says; empty for none
     * @param onStop is told how to stop what is started; a session's own program ends with it anyway
     */
    static Road to(
            String host,
            int port,
            @Nullable Tunnel tunnel,
            Settings settings,
            String password,
            Consumer<Runnable> onStop) {
        return tunnel == null
                ? new DirectRoad(host, port)
                : new TunnelRoad(host, port, tunnel, ChildEnvironment.of(tunnel.env(), settings), password, onStop);
    }

    static String url(String host, int port, String database) {
        return "jdbc:postgresql://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
