package dev.lastgood.activities.message;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.lastgood.catalog.settings.NearMiss;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of all messages, in files named {@code <kind>.<channel type>.mustache}. A team's own files in a folder stand in
 * for those that come along. A value that a notice does not have is empty.
 */
public final class MessageTemplates {
    private static final String ENDING = ".mustache";
    private static final Map<String, Mustache.Escaper> ESCAPERS = Map.of(
            "slack",
            Escapers.simple(new String[][] {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}}),
            "email",
            Escapers.NONE);

    private final Map<String, Template> templates = new HashMap<>();

    /**
     * @param folder a team's own templates; null for none
     * @throws io.temporal.failure.ApplicationFailure CONFIGURATION for a file there that is no message's, or no template
     */
    public MessageTemplates(@Nullable Path folder) {
        for (String type : ESCAPERS.keySet()) {
            for (Notice.Kind kind : Notice.Kind.values()) {
                String name = name(kind, type);
                templates.put(name, compile(name, included(name)));
            }
        }
        if (folder != null) {
            read(folder);
        }
    }

    /** @param type of the channel */
    public String render(Notice notice, String type) {
        Template template = templates.get(name(notice.kind(), type));
        if (template == null) {
            throw Failures.permanent(FailureType.CONFIGURATION, "there are no message templates for " + type);
        }
        var values = new HashMap<String, Object>(notice.facts());
        values.put("service", notice.rollback().service().service());
        values.put("environment", notice.rollback().service().environment());
        values.put("rollback", notice.rollback().id());
        values.put("headline", notice.headline());
        values.put("lines", notice.lines());
        return template.execute(values).strip();
    }

    private void read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(ENDING)).toList()) {
                String name = String.valueOf(file.getFileName());
                // The report's template may lie in the same folder.
                if (name.startsWith("report.")) {
                    continue;
                }
                if (!templates.containsKey(name)) {
                    throw Failures.permanent(
                            FailureType.CONFIGURATION,
                            file + " is no message's template; "
                                    + NearMiss.hint(name, new ArrayList<>(templates.keySet())));
                }
                templates.put(name, compile(file.toString(), Files.readString(file)));
            }
        } catch (IOException e) {
            throw Failures.permanent(FailureType.CONFIGURATION, "templates can't be read from " + folder + ": " + e, e);
        }
    }

    private static Template compile(String from, String text) {
        String plain = from.substring(0, from.length() - ENDING.length());
        String type = plain.substring(plain.lastIndexOf('.') + 1);
        try {
            return Mustache.compiler()
                    .withEscaper(ESCAPERS.getOrDefault(type, Escapers.NONE))
                    .defaultValue("")
                    .emptyStringIsFalse(true)
                    .compile(text);
        } catch (MustacheException e) {
            throw Failures.permanent(FailureType.CONFIGURATION, "template " + from + ": " + e.getMessage(), e);
        }
    }

    private static String included(String name) {
        try (InputStream in = MessageTemplates.class.getResourceAsStream("/templates/" + name)) {
            if (in == null) {
                throw new IllegalStateException("template " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("template " + name + " can't be read from the program", e);
        }
    }

    private static String name(Notice.Kind kind, String type) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + type + ENDING;
    }
}
