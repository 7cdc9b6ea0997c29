package dev.lastgood.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** The history's database, with its tables (schema {@code lastgood}) as this version needs them. */
public final class HistoryDatabase implements AutoCloseable {
    static final String SCHEMA = "lastgood";
    private static final int CONNECTIONS = 5;
    private static final long CONNECT_MILLIS = 5_000;

    private final HikariDataSource pool;

    private HistoryDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Connects, and brings the tables up to date; two processes may do so at once. Tables newer than this version are left
     * alone.
     *
     * @param url such as {@code jdbc:postgresql://localhost:5432/lastgood}
     * @throws HistoryException if the server can't be reached, refuses, or the rights are missing
     */
    public static HistoryDatabase open(String url, @Nullable String user, @Nullable String password) {
        if (Driver.parseURL(url, new Properties()) == null) {
            throw new HistoryException("The history's database URL is not one of PostgreSQL's."
                    + " Write it like jdbc:postgresql://localhost:5432/lastgood");
        }
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(config(url, user, password));
            migrate(pool);
            return new HistoryDatabase(pool);
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw HistoryProblem.explain(url, user, e);
        }
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Asked anew each time: a server may have been restarted or failed over since. */
    public ServerIdentity server() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return ServerIdentity.of(connection);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private static HikariConfig config(String url, @Nullable String user, @Nullable String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("history");
        config.setJdbcUrl(url);
        if (user != null) {
            config.setUsername(user);
        }
        if (password != null) {
            config.setPassword(password);
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("ApplicationName", "lastgood");
        return config;
    }

    private static void migrate(DataSource dataSource) {
        Flyway.configure(HistoryDatabase.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:dev/lastgood/history/migrations")
                .schemas(SCHEMA)
                .createSchemas(true)
                .load()
                .migrate();
    }
}
