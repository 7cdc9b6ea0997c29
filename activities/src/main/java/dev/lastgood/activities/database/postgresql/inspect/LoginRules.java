package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.List;

/** Lines of pg_hba.conf that name the database, as far as a superuser can read them. */
final class LoginRules implements Look {
    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        if (!ground.superuser()) {
            return List.of();
        }
        return ground.sql()
                .list(
                        "SELECT line_number, array_to_string(user_name, ', '), auth_method FROM pg_hba_file_rules"
                                + " WHERE ? = ANY (database) ORDER BY 1",
                        row -> Look.toKnow(
                                "pg_hba.conf, line " + row.getInt(1) + ", names " + ground.live() + " (for "
                                        + row.getString(2) + ": " + row.getString(3) + ")",
                                "rules go by name: it holds for the restored database after the swap, and no longer for the"
                                        + " displaced one"),
                        ground.live());
    }
}
