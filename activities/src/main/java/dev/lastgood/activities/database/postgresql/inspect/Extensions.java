package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a restore makes of live's extensions: the default version of each, where its files are there at all. */
final class Extensions implements Look {
    private record Extension(
            String name, String version, @Nullable String installed) {}

    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        List<Extension> all = ground.inLive()
                .list(
                        "SELECT e.extname, e.extversion, a.default_version FROM pg_extension e"
                                + " LEFT JOIN pg_available_extensions a ON a.name = e.extname ORDER BY 1",
                        row -> new Extension(row.getString(1), row.getString(2), row.getString(3)));
        List<Finding> found = new ArrayList<>();
        for (Extension extension : all) {
            if (extension.installed() == null) {
                found.add(Look.inTheWay(
                        "extension " + extension.name() + " " + extension.version()
                                + " is used, but its files are no longer on the server",
                        "a restore could not create it: install its package there"));
            } else if (!Objects.equals(extension.version(), extension.installed())) {
                found.add(Look.toKnow(
                        "extension " + extension.name() + " is " + extension.version() + " in live",
                        "a restore installs " + extension.installed() + ": see whether the application minds, or ALTER"
                                + " EXTENSION " + Sql.quote(extension.name()) + " UPDATE in live first"));
            }
        }
        return found;
    }
}
