package dev.lastgood.bench.restore;

import dev.lastgood.standalone.EmbeddedPlatform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Worker and starter in a process of their own with a small heap. Its input: {@code heap}, answered with the most bytes that
 * outlived a collection since the last time, and its end.
 */
public final class Platform {
    /** What begins an answer; all else is what its parts print. */
    static final String ANSWER = "= ";

    private Platform() {}

    /** @param args its folder, the catalog, and where the two tokens are */
    public static void main(String[] args) throws IOException {
        try (var platform = new EmbeddedPlatform(0, true)) {
            platform.prepare(Path.of(args[0]), line -> System.err.println("  " + line));
            var running = platform.start(Path.of(args[1]), args[2], args[2]);
            System.out.println(ANSWER + running.temporal());
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(ANSWER + heap());
            }
        }
        System.exit(0);
    }

    private static long heap() {
        long most = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                most += pool.getPeakUsage().getUsed();
                pool.resetPeakUsage();
            }
        }
        return most;
    }
}
