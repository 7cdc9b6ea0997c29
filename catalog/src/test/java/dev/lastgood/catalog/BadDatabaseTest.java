package dev.lastgood.catalog;

import static dev.lastgood.catalog.CatalogFixture.problems;
import static dev.lastgood.catalog.CatalogFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in what a catalog says of a database, its backups and the way to it. */
class BadDatabaseTest {
    private static final String DATABASE =
            "database: {type: postgresql, server: \"db:5432\", name: %s, user: app, password: env:PW}";

    @Test
    void aTypeThatLooksLikeASlip() {
        assertThat(problems(shop(DATABASE.formatted("shop").replace("postgresql", "postgresq"))))
                .containsExactly("lastgood.yml:4: services.shop.database.type: unknown type 'postgresq';"
                        + " did you mean 'postgresql'?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'sh\"op'", "\"sh'op\"", "'sh`op'", "'shop; DROP'", "\"sh\\0op\"", "\"sh\\nop\"", "''", "'%s'"})
    void aDatabaseNameThatIsNone(String name) {
        String tooLong = "x".repeat(64);
        assertThat(problems(shop(DATABASE.formatted(name.formatted(tooLong)))))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:4: services.shop.database.name: bad value")
                .endsWith("must be a database name of 1 to 63 bytes without quotes, semicolons and control characters");
    }

    @Test
    void aDatabaseNameOfTooManyBytes() {
        assertThat(problems(shop(DATABASE.formatted("é".repeat(32)))))
                .containsExactly("lastgood.yml:4: services.shop.database.name: longer than 63 bytes;"
                        + " PostgreSQL cuts longer names; write the real one");
    }

    @Test
    void anAddressWithoutAPort() {
        assertThat(problems(shop(DATABASE.formatted("shop").replace("db:5432", "db"))))
                .containsExactly("lastgood.yml:4: services.shop.database.server: bad value 'db';"
                        + " must be an address such as db.internal:5432, in quotes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{pattern: x}|backups: it is not said where they lie; write one of folder, sftp and s3",
                "{folder: /b, s3: {bucket: b}}|backups.s3: folder stands beside it; backups lie in one place: leave one of"
                        + " folder, s3",
                "{sftp: {server: h, user: u, folder: /b, known-hosts: /k}}|backups.sftp: it is not said how to log in; add"
                        + " private-key or password",
                "{s3: {bucket: b, access-key: 'env:A'}}|backups.s3: access-key and secret-key belong together; add the other"
                        + " one, or remove both",
                "{folder: /b, keep: {count: 0}}|backups.keep.count: 0 is too small; write 1 or more",
                "{sftp: {server: h, user: u, folder: /b, known-hosts: /k, private-key: abc}}|backups.sftp.private-key: a"
                        + " secret's place must stand here, not a value; write env:NAME or file:/absolute/path"
            })
    void whereBackupsLieIsSaidOnceAndWhole(String backups, String problem) {
        String database = DATABASE.formatted("shop").replace("}", ", backups: " + backups + "}");
        assertThat(problems(shop(database))).contains("lastgood.yml:4: services.shop.database." + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tunnel: {command: []}|tunnel.command: it names no program; write a list: the program and its arguments",
                "tunnel: {command: [docker, exec, -i, db, psql]}|tunnel.command[4]: 'psql' is no connection to the server, but a"
                        + " program that wants one; end the command with one that connects, such as nc, socat or bash;"
                        + " docs/restore.md has them",
                "ssl-mode: require, tunnel: {command: [x]}|ssl-mode: 'require' means nothing through a tunnel, on which"
                        + " PostgreSQL does not encrypt; remove ssl-mode; the tunnel's command must stay on the machine or"
                        + " encrypt, as ssh does",
                "ssl-root-cert: /ca, tunnel: {command: [x]}|ssl-root-cert: no certificate is looked at through a tunnel, on"
                        + " which PostgreSQL does not encrypt; remove ssl-root-cert"
            })
    void whatCantBeATunnelIsNamed(String keys, String problem) {
        String database = DATABASE.formatted("shop").replace("}", ", " + keys + "}");
        assertThat(problems(shop(database))).contains("lastgood.yml:4: services.shop.database." + problem);
    }

    @Test
    void aTunnelWithoutCertaintyAboutEncryptionIsNoMistake() {
        String database = DATABASE.formatted("shop").replace("}", ", ssl-mode: prefer, tunnel: {command: [x]}}");
        assertThat(problems(shop(database))).noneMatch(it -> it.contains("tunnel") || it.contains("ssl"));
    }
}
