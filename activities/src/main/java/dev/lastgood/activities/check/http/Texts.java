package dev.lastgood.activities.check.http;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.node.NullNode;

/**
 * The texts of requests: references become secrets, <code>{{name}}</code> becomes what an earlier answer held. It remembers both,
 * so that neither is ever printed.
 */
final class Texts {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]+)\\s*}}");

    /** Masked wherever it stands in a message; a shorter one only where an answer is quoted, as it could be any word. */
    private static final int TELLING = 4;

    private final Settings settings;
    private final Map<String, String> carried = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();

    Texts(Settings settings) {
        this.settings = settings;
    }

    /** From here on, this name stands for this value. */
    void carry(String name, String value) {
        carried.put(name, value);
        hide(value);
    }

    void hide(String value) {
        if (!value.isBlank()) {
            hidden.add(value);
        }
    }

    /** For what is sent. What an answer held is never taken for a reference. */
    String sent(String written) {
        return SecretRef.isOne(written) ? secret(new SecretRef(written)) : filled(written);
    }

    /** For URLs: what is filled in is one part of it, unless the URL begins with it. */
    String url(String written) {
        return fill(
                written,
                written.stripLeading().startsWith("{{")
                        ? UnaryOperator.identity()
                        : value -> UriUtils.encode(value, StandardCharsets.UTF_8));
    }

    /** For what is expected. */
    String filled(String written) {
        return fill(written, UnaryOperator.identity());
    }

    /** A JSON value with its texts filled in; with references resolved when it is sent. */
    Object json(@Nullable Object written, boolean sent) {
        if (written == null) {
            return NullNode.getInstance();
        }
        if (written instanceof String text) {
            return sent ? sent(text) : filled(text);
        }
        if (written instanceof Map<?, ?> map) {
            Map<String, Object> filled = new LinkedHashMap<>();
            map.forEach((key, value) -> filled.put(String.valueOf(key), json(value, sent)));
            return filled;
        }
        return written instanceof List<?> list
                ? list.stream().map(it -> json(it, sent)).toList()
                : written;
    }

    String secret(SecretRef reference) {
        String secret = settings.secret(reference);
        hide(secret);
        return secret;
    }

    /** What an answer held, as it may be shown. */
    String quoted(String found) {
        String shown = found;
        for (String secret : hidden) {
            shown = shown.replace(secret, Redaction.MARK);
        }
        return Words.cut(shown, 80);
    }

    /** A whole message, as it may be shown. */
    String clean(String message) {
        return Redaction.clean(
                message, hidden.stream().filter(it -> it.length() >= TELLING).toList());
    }

    private String fill(String written, UnaryOperator<String> encode) {
        return PLACE.matcher(written).replaceAll(place -> {
            String value = carried.get(place.group(1));
            if (value == null) {
                throw Failures.permanent(
                        FailureType.CONFIGURATION,
                        "{{" + place.group(1) + "}} is taken by no earlier step and does not stand under 'with'");
            }
            return Matcher.quoteReplacement(encode.apply(value));
        });
    }
}
