package dev.lastgood.bench.restore;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The platform's program, seen from here. */
final class PlatformProcess implements AutoCloseable {
    static final String HEAP = "256m";

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private final String temporal;

    private PlatformProcess(Process process) throws IOException {
        this.process = process;
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.temporal = line();
    }

    static PlatformProcess start(Path folder, Path catalog, Path token) throws IOException {
        return new PlatformProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP,
                        "-XX:+UseSerialGC",
                        RestoreBench.QUIET,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Platform.class.getName(),
                        folder.toString(),
                        catalog.toString(),
                        "file:" + token))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Temporal's address. */
    String temporal() {
        return temporal;
    }

    /** The most that the heap held since the last time, in bytes. */
    long heap() throws IOException {
        in.write("heap\n");
        in.flush();
        return Long.parseLong(line());
    }

    private String line() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(Platform.ANSWER)) {
                return line.substring(Platform.ANSWER.length());
            }
        }
        throw new IOException("Lastgood's program has ended; its log is lastgood.log in its folder");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        in.close();
        process.waitFor();
    }
}
