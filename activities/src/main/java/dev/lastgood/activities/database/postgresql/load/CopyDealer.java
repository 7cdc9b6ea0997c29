package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.DumpReader.Rows;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Deals the rows of a table to several sessions, each with a COPY of its own: a dump holds one table after the other, so only
 * thus do more than one work. The order of the rows changes, which no query may rely on. A row larger than a chunk goes to
 * one session, part by part; the chunks are used again and again, so that no table takes more memory than another.
 */
final class CopyDealer {
    private static final long LOOK_MILLIS = 200;
    private static final Chunk END = new Chunk(new byte[0], 0, 0, null);

    private final Connections connections;
    private final Crew crew;
    private final int sessions;
    private final BlockingQueue<byte[]> free;
    private final BlockingQueue<Chunk> dealt;

    /** @param next where the rest of its last row comes; null when that row is whole */
    private record Chunk(
            byte[] bytes, int length, long line, @Nullable BlockingQueue<Chunk> next) {}

    CopyDealer(Connections connections, Crew crew, int sessions) {
        this.connections = connections;
        this.crew = crew;
        this.sessions = sessions;
        int chunks = 2 * sessions + 2;
        free = new ArrayBlockingQueue<>(chunks);
        dealt = new ArrayBlockingQueue<>(chunks + sessions);
        for (int i = 0; i < chunks; i++) {
            free.add(new byte[Rows.CHUNK]);
        }
    }

    /** @param together whether other sessions see the table, which they do not inside a transaction */
    void copy(Rows rows, boolean together) throws IOException, BadDump, InterruptedException {
        connections.announce(rows.copy());
        Chunk first = read(rows, dealt, null);
        Chunk second = first.length() == 0 ? first : read(rows, queue(first), null);
        if (second.length() == 0) {
            copyHere(rows, first);
            return;
        }
        int members = together ? sessions : 1;
        Crew.Shift shift = crew.start(members, number -> take(number, rows));
        deal(rows, first, second, shift);
        for (int i = 0; i < members; i++) {
            dealt.put(END);
        }
        shift.await();
    }

    private void copyHere(Rows rows, Chunk only) {
        if (only.length() > 0) {
            dealt.add(only);
            dealt.add(END);
            take(0, rows);
        }
    }

    private void deal(Rows rows, Chunk first, Chunk second, Crew.Shift shift)
            throws IOException, BadDump, InterruptedException {
        dealt.put(first);
        BlockingQueue<Chunk> queue = queue(first);
        for (Chunk chunk = second; chunk.length() > 0; chunk = read(rows, queue, shift)) {
            queue.put(chunk);
            queue = queue(chunk);
            shift.check();
        }
    }

    private BlockingQueue<Chunk> queue(Chunk before) {
        BlockingQueue<Chunk> next = before.next();
        return next == null ? dealt : next;
    }

    /** @param queue where the chunk will go */
    private Chunk read(Rows rows, BlockingQueue<Chunk> queue, Crew.@Nullable Shift shift)
            throws IOException, BadDump, InterruptedException {
        byte[] bytes = free.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        while (bytes == null) {
            if (shift != null) {
                shift.check();
            }
            bytes = free.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        long line = rows.at();
        int length = rows.read(bytes);
        if (length == 0) {
            free.add(bytes);
        }
        boolean goesOn = length > 0 && rows.goesOn();
        return new Chunk(bytes, length, line, !goesOn ? null : queue == dealt ? new LinkedBlockingQueue<>() : queue);
    }

    private void take(int number, Rows rows) {
        long line = rows.line();
        try {
            CopyIn copy = null;
            for (Chunk chunk = dealt.take(); chunk != END; chunk = dealt.take()) {
                line = chunk.line();
                copy = copy == null ? connections.copies(number).copyIn(rows.copy()) : copy;
                write(copy, chunk);
            }
            if (copy != null) {
                copy.endCopy();
            }
        } catch (SQLException e) {
            throw new StatementFailed(line, "rows of " + rows.table(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("stopped while loading " + rows.table(), e);
        }
    }

    private void write(CopyIn copy, Chunk first) throws SQLException, InterruptedException {
        Chunk chunk = first;
        while (true) {
            copy.writeToCopy(chunk.bytes(), 0, chunk.length());
            free.add(chunk.bytes());
            BlockingQueue<Chunk> next = chunk.next();
            if (next == null) {
                return;
            }
            chunk = next.take();
        }
    }
}
