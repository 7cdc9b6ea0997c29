package dev.lastgood.activities.support.road;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code nc} does, on any machine that has Java: its input and output are a connection. */
public final class TunnelProgram {
    private TunnelProgram() {}

    /** To the Unix socket of a server that listens on nothing else. */
    public static List<String> to(Path socket) {
        return command(socket.toString());
    }

    /** To a server's port. */
    public static List<String> to(int port) {
        return command(String.valueOf(port));
    }

    /** A program that writes these lines and goes. */
    public static List<String> saying(String output, String errors, int exit) {
        return command("say", output, errors, String.valueOf(exit));
    }

    /** Those that run now. */
    public static Stream<ProcessHandle> running() {
        return ProcessHandle.current()
                .descendants()
                .filter(it -> it.info().commandLine().orElse("").contains(TunnelProgram.class.getName()));
    }

    private static List<String> command(String... arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path classes = Path.of(TunnelProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                classes.toString(),
                TunnelProgram.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("say")) {
            System.out.print(arguments[1]);
            System.out.flush();
            System.err.print(arguments[2]);
            System.exit(Integer.parseInt(arguments[3]));
        }
        SocketAddress address = arguments[0].matches("\\d+")
                ? new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]))
                : UnixDomainSocketAddress.of(arguments[0]);
        SocketChannel server = SocketChannel.open(address);
        new Thread(() -> up(server)).start();
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        byte[] chunk = new byte[1 << 16];
        for (int n = server.read(ByteBuffer.wrap(chunk)); n >= 0; n = server.read(ByteBuffer.wrap(chunk))) {
            out.write(chunk, 0, n);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void up(SocketChannel server) {
        byte[] chunk = new byte[1 << 16];
        try {
            FileInputStream in = new FileInputStream(FileDescriptor.in);
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                for (ByteBuffer left = ByteBuffer.wrap(chunk, 0, n); left.hasRemaining(); ) {
                    server.write(left);
                }
            }
            Runtime.getRuntime().halt(0);
        } catch (IOException e) {
            System.err.print(e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }
}
