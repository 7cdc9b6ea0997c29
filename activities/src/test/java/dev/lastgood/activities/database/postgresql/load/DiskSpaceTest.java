package dev.lastgood.activities.database.postgresql.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresForTests;
import java.sql.DriverManager;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R10")
class DiskSpaceTest {
    private static final long GIGA = 1_000_000_000;

    @Test
    void aDiskThatIsKnownToBeTooSmallIsRefused() {
        assertThatThrownBy(() -> new DiskSpace(2 * GIGA, GIGA, GIGA, OptionalLong.of(3 * GIGA)).require())
                .hasMessageContaining("needs 4.0 GB of disk (database 2.0, dump 1.0, WAL 1.0); 3.0 GB are free");
    }

    @Test
    void oneThatIsLargeEnoughOrNotKnownIsTried() {
        new DiskSpace(2 * GIGA, GIGA, GIGA, OptionalLong.of(4 * GIGA)).require();
        assertThat(new DiskSpace(2 * GIGA, GIGA, GIGA, OptionalLong.empty())
                        .require()
                        .words())
                .contains("how much is free can't be seen from here");
    }

    @Test
    void whatIsFreeIsSeenWhereTheServersFolderLiesHereAndNowhereElse() throws Exception {
        assertThat(free("127.0.0.1").isPresent()).isTrue();
        assertThat(free("192.0.2.1").isPresent()).isFalse();
    }

    private static OptionalLong free(String host) throws Exception {
        var server = PostgresForTests.shared();
        var address = new Server.Address(host, server.port());
        try (Sql sql = new Sql(DriverManager.getConnection(server.jdbcUrl("postgres")), it -> {})) {
            long oid = sql.one("SELECT oid FROM pg_database WHERE datname = 'postgres'", row -> row.getLong(1));
            return DiskSpace.of(sql, address, oid, 1).free();
        }
    }
}
