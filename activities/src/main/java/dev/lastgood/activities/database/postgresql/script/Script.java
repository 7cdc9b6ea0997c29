package dev.lastgood.activities.database.postgresql.script;

import dev.lastgood.activities.database.postgresql.script.Statements.Problem;
import dev.lastgood.activities.database.postgresql.script.Statements.Statement;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A script that can run in one transaction.
 *
 * @param name its path, below the catalog's folder where it lies there
 * @param version the migration that it reverses, where its name tells
 */
record Script(String name, @Nullable String version, String sha256, List<Statement> statements) {
    private static final int SHOWN = 140;
    private static final int MOST_PROBLEMS = 20;
    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:PASSWORD|CONNECTION)\\s*(?:=\\s*)?)(?:E?(?:'[^']*+'?)++|\\$\\w*\\$.*)", Pattern.DOTALL);

    /** @throws io.temporal.failure.ApplicationFailure REFUSED, with every line that can't be part of one transaction */
    static Script read(String name, @Nullable String version, byte[] bytes) {
        Statements.Cut cut = Statements.of(text(name, bytes));
        List<Statement> statements = Refusals.withoutFrame(cut.statements());
        List<Problem> problems = Stream.concat(cut.problems().stream(), Refusals.of(statements).stream())
                .sorted(Comparator.comparingInt(Problem::line))
                .toList();
        if (!problems.isEmpty()) {
            String more = problems.size() > MOST_PROBLEMS ? "\nand " + (problems.size() - MOST_PROBLEMS) + " more" : "";
            throw Failures.permanent(
                    FailureType.REFUSED,
                    name + " can't run in one transaction:\n"
                            + problems.stream()
                                    .limit(MOST_PROBLEMS)
                                    .map(Problem::words)
                                    .collect(Collectors.joining("\n"))
                            + more);
        }
        if (statements.isEmpty()) {
            throw Failures.permanent(FailureType.REFUSED, name + " holds no statement");
        }
        return new Script(name, version, sha256(bytes), List.copyOf(statements));
    }

    /** A statement's beginning for people, in one line, without passwords. */
    static String shown(Statement statement) {
        String begin = statement.text().substring(0, Math.min(statement.text().length(), 20 * SHOWN));
        String text = SECRET.matcher(begin).replaceAll("$1'***'").replaceAll("\\s+", " ");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " …";
    }

    private static String text(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Failures.permanent(FailureType.REFUSED, name + " is not written in UTF-8");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
