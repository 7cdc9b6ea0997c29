package dev.lastgood.activities.support;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Takes secrets out of what drivers, clients and programs quote. */
public final class Redaction {
    /** What stands in a secret's place. */
    public static final String MARK = "***";

    private static final List<Rule> RULES = List.of(
            // scheme://user:password@host; a password may itself hold an @, so up to the last one before the path.
            new Rule("(?i)\\b([a-z][a-z0-9+.-]*://)[^\\s/?#\"'<>]*@", "$1" + MARK + "@"),
            new Rule("(?i)(hooks\\.slack\\.com/(?:services|workflows|triggers))/[^\\s\"'<>)]+", "$1/" + MARK),
            new Rule("(?i)\\b(bearer|basic)(\\s+)[A-Za-z0-9._~+/=-]{6,}", "$1$2" + MARK),
            new Rule(
                    "(?i)([\"']?[\\w.-]*(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key)"
                            + "[\\w.-]*[\"']?\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|(?!(?:env:[A-Za-z_]|file:/))[^\\s,;&)}\\]]+)",
                    "$1" + MARK),
            new Rule("\\b(?:xox[abprs]-|gh[pousr]_|AKIA|glpat-)[A-Za-z0-9_-]{8,}", MARK));

    private Redaction() {}

    private record Rule(Pattern pattern, String replacement) {
        Rule(String pattern, String replacement) {
            this(Pattern.compile(pattern), replacement);
        }
    }

    /** The text with everything that has the form of a secret masked. */
    public static String clean(String text) {
        String cleaned = text;
        for (Rule rule : RULES) {
            cleaned = rule.pattern().matcher(cleaned).replaceAll(rule.replacement());
        }
        return cleaned;
    }

    /** Masks these very secrets too, whatever form they have. */
    public static String clean(String text, Collection<String> secrets) {
        String cleaned = text;
        for (String secret : secrets) {
            if (!secret.isBlank()) {
                cleaned = cleaned.replace(secret, MARK);
            }
        }
        return clean(cleaned);
    }
}
