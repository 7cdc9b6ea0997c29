package dev.lastgood.activities.database.postgresql.poolers;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's protocol as far as PgBouncer's admin console speaks it. The JDBC driver begins each session with a SET, which
 * the console refuses. Without TLS.
 */
final class SimpleProtocol implements AutoCloseable {
    private static final int VERSION_3 = 3 << 16;
    private static final int CONNECT_MILLIS = 2000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final String user;
    private final String password;
    private @Nullable ScramClient scram;

    private record Message(char type, ByteBuffer body) {
        String text() {
            int end = body.position();
            while (body.get(end) != 0) {
                end++;
            }
            byte[] bytes = new byte[end - body.position()];
            body.get(bytes);
            body.get();
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** @param timeoutMillis how long an answer may take; after it the session is unusable */
    SimpleProtocol(String host, int port, String user, String password, String database, int timeoutMillis)
            throws SQLException {
        this.user = user;
        this.password = password;
        socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeoutMillis);
            in = new DataInputStream(socket.getInputStream());
            // PgBouncer takes a login in pieces for a broken one.
            out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        } catch (IOException e) {
            close();
            throw new SQLException("can't connect to " + host + ":" + port + ": " + e.getMessage(), "08001", e);
        }
        try {
            start(database);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    /** The rows by column, all as text. */
    List<Map<String, @Nullable String>> query(String sql) throws SQLException {
        try {
            send('Q', text(sql));
        } catch (IOException e) {
            throw lost(e);
        }
        return answer();
    }

    private void start(String database) throws SQLException {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(ByteBuffer.allocate(4).putInt(VERSION_3).array());
            for (String word : List.of("user", user, "database", database)) {
                body.write(text(word));
            }
            body.write(0);
            out.writeInt(body.size() + 4);
            body.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw lost(e);
        }
        answer();
    }

    private List<Map<String, @Nullable String>> answer() throws SQLException {
        List<String> columns = new ArrayList<>();
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        SQLException error = null;
        try {
            while (true) {
                Message message = receive();
                switch (message.type()) {
                    case 'R' -> authenticate(message);
                    case 'T' -> columns.addAll(columns(message));
                    case 'D' -> rows.add(row(message, columns));
                    case 'E' -> error = error(message);
                    case 'Z' -> {
                        if (error != null) {
                            throw error;
                        }
                        return rows;
                    }
                    default -> {
                        // Parameters, notices, tags.
                    }
                }
            }
        } catch (IOException | ScramException e) {
            throw error == null ? lost(e) : error;
        }
    }

    private void authenticate(Message message) throws IOException, ScramException, SQLException {
        int code = message.body().getInt();
        switch (code) {
            case 0 -> {}
            case 3 -> send('p', text(password));
            case 5 -> send('p', text(md5(message.body())));
            case 10 -> {
                ScramClient client = ScramClient.builder()
                        .advertisedMechanisms(List.of("SCRAM-SHA-256"))
                        .username(user)
                        .password(password.toCharArray())
                        .build();
                scram = client;
                byte[] first = client.clientFirstMessage().toString().getBytes(StandardCharsets.UTF_8);
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                body.write(text("SCRAM-SHA-256"));
                body.write(ByteBuffer.allocate(4).putInt(first.length).array());
                body.write(first);
                send('p', body.toByteArray());
            }
            case 11 -> {
                client().serverFirstMessage(rest(message));
                send('p', client().clientFinalMessage().toString().getBytes(StandardCharsets.UTF_8));
            }
            case 12 -> client().serverFinalMessage(rest(message));
            default ->
                throw new SQLException("it asks for a login of kind " + code + ", which is not spoken here", "28000");
        }
    }

    private ScramClient client() throws SQLException {
        ScramClient client = scram;
        if (client == null) {
            throw new SQLException("it answers out of turn", "08P01");
        }
        return client;
    }

    private String md5(ByteBuffer salt) {
        byte[] four = new byte[4];
        salt.get(four);
        String inner = hex((password + user).getBytes(StandardCharsets.UTF_8));
        ByteBuffer outer = ByteBuffer.allocate(36)
                .put(inner.getBytes(StandardCharsets.US_ASCII))
                .put(four);
        return "md5" + hex(outer.array());
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> columns(Message message) {
        List<String> columns = new ArrayList<>();
        int count = message.body().getShort();
        for (int i = 0; i < count; i++) {
            columns.add(message.text());
            message.body().position(message.body().position() + 18);
        }
        return columns;
    }

    private static Map<String, @Nullable String> row(Message message, List<String> columns) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        int count = message.body().getShort();
        for (int i = 0; i < count; i++) {
            int length = message.body().getInt();
            byte[] value = new byte[Math.max(0, length)];
            message.body().get(value);
            row.put(columns.get(i), length < 0 ? null : new String(value, StandardCharsets.UTF_8));
        }
        return row;
    }

    private static SQLException error(Message message) {
        Map<Character, String> fields = new LinkedHashMap<>();
        for (byte field = message.body().get();
                field != 0;
                field = message.body().get()) {
            fields.put((char) field, message.text());
        }
        return new SQLException(fields.getOrDefault('M', "error"), fields.getOrDefault('C', "XX000"));
    }

    private static String rest(Message message) {
        byte[] bytes = new byte[message.body().remaining()];
        message.body().get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Message receive() throws IOException {
        char type = (char) in.readByte();
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        return new Message(type, ByteBuffer.wrap(body));
    }

    private void send(char type, byte[] body) throws IOException {
        out.writeByte(type);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static SQLException lost(Exception e) {
        return new SQLException("no answer: " + e.getMessage(), "08006", e);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
