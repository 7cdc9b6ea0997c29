package dev.lastgood.activities.support.road;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** Over TCP, to where the server listens. */
public record DirectRoad(String host, int port) implements Road {

    @Override
    public Connection connect(String database, Properties properties) throws SQLException {
        return DriverManager.getConnection(Road.url(host, port, database), properties);
    }

    @Override
    public Map<String, String> libpq() {
        return Map.of("PGHOST", host, "PGPORT", String.valueOf(port));
    }
}
