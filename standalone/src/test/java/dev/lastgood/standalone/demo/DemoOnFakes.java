package dev.lastgood.standalone.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine;

/** The demo with its real world, but a starter that only seems to roll back. A program, so that a test can end it. */
final class DemoOnFakes {
    private DemoOnFakes() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Demo(FakePlatform::new)).execute(args));
    }

    private static final class FakePlatform implements Platform {
        private final FakeStarter starter = new FakeStarter();

        @Override
        public void prepare(Path folder, Consumer<String> say) {
            say.accept("Temporal");
        }

        @Override
        public Running start(Path catalog, String webhookToken, String apiToken) {
            return new Running(starter.url(), URI.create("http://127.0.0.1:8233"), "127.0.0.1:7233");
        }

        @Override
        public void close() {
            starter.close();
        }
    }
}
