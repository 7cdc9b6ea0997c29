package dev.lastgood.standalone.demo;

import dev.lastgood.standalone.demo.world.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Takes what Slack and mail receive: its headline is shown, the whole of it kept in a file. */
final class Post implements Consumer<Message> {
    static final String FILE = "messages.txt";

    private final Path file;
    private final Screen screen;

    /** @param folder the demo's */
    Post(Path folder, Screen screen) {
        this.file = folder.resolve(FILE);
        this.screen = screen;
    }

    @Override
    public synchronized void accept(Message message) {
        screen.message(message);
        String all = "=== " + message.channel() + ": " + message.headline() + "\n"
                + message.text().strip() + "\n\n";
        try {
            Files.writeString(file, all, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            screen.line("can't write " + file + ": " + e.getMessage());
        }
    }
}
