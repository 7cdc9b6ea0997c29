package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.DumpReader;
import dev.lastgood.activities.database.postgresql.dumps.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams a plain dump into a database: its statements in their order by one session, the rows of a table by several,
 * indexes and keys side by side. Event triggers come last of all, so that none fires meanwhile; subscriptions are left out,
 * as two copies of one would fight for the publisher's slot.
 */
final class PlainLoader {
    private static final int TRANSACTION_TIMEOUT_SINCE = 17;
    private static final String MISSING_CLASSES = "42|3F";

    private final Connections connections;
    private final CopyDealer dealer;
    private final IndexRuns indexes;
    private final Target target;
    private final List<Statement> last = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private boolean transaction;
    private int major;

    /** @param major of the server */
    record Target(int major, boolean superuser) {}

    PlainLoader(Connections connections, CopyDealer dealer, IndexRuns indexes, Target target) {
        this.connections = connections;
        this.dealer = dealer;
        this.indexes = indexes;
        this.target = target;
    }

    /** @return what was left out, in words */
    List<String> load(InputStream sql) throws IOException, BadDump, InterruptedException {
        DumpReader reader = new DumpReader(sql);
        for (DumpReader.Event event = reader.next(); event != null; event = reader.next()) {
            major = reader.major();
            Statement statement = event.statement();
            DumpReader.Rows rows = event.rows();
            if (statement != null && !isUnwanted(statement)) {
                statement(statement);
            } else if (rows != null) {
                indexes.finish();
                dealer.copy(rows, !transaction);
            }
        }
        indexes.finish();
        last.forEach(connections::run);
        return leftOut;
    }

    /** Of the server that was dumped; 0 while unknown. */
    int major() {
        return major;
    }

    private void statement(Statement statement) throws InterruptedException {
        switch (statement.kind()) {
            case INDEX, FOREIGN_KEY -> indexes.add(statement);
            case EVENT_TRIGGER -> last.add(statement);
            case SUBSCRIPTION -> leaveOut(statement);
            case STATISTICS -> {}
            default -> inOrder(statement);
        }
    }

    private void inOrder(Statement statement) throws InterruptedException {
        indexes.finish();
        switch (statement.kind()) {
            case SETTING -> connections.everywhere(statement);
            case CLEAN -> clean(statement);
            default -> {
                transaction = statement.kind() == Statement.Kind.BEGIN
                        || transaction && statement.kind() != Statement.Kind.COMMIT;
                connections.run(statement);
            }
        }
    }

    /** What it removes is not there: the database is new. */
    private void clean(Statement statement) {
        try {
            connections.run(statement);
        } catch (StatementFailed e) {
            if (!e.state().matches("(" + MISSING_CLASSES + ").*")) {
                throw e;
            }
        }
    }

    private void leaveOut(Statement statement) {
        String head = statement.head();
        if (head.startsWith("CREATE ")) {
            int connection = head.indexOf(" CONNECTION ");
            leftOut.add("subscription " + head.substring("CREATE SUBSCRIPTION ".length(), connection));
        }
    }

    private boolean isUnwanted(Statement statement) {
        String head = statement.head();
        return target.major() < TRANSACTION_TIMEOUT_SINCE && head.equals("SET transaction_timeout = 0")
                || !target.superuser() && head.startsWith("COMMENT ON EXTENSION ");
    }
}
