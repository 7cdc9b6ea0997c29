package dev.lastgood.history.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The incident report, in Markdown. Its words are the template {@value #TEMPLATE}; a folder may hold a team's own. A template of
 * theirs that can't be used never costs the report: the built-in one is used, and the report says so.
 */
public final class Report {
    /** The artifact's name. */
    public static final String FILE = "report.md";

    public static final String TEMPLATE = "report.md.mustache";

    private final @Nullable Path override;

    /** @param templates a folder with templates of one's own; null for the built-in ones */
    public Report(@Nullable Path templates) {
        override = templates == null ? null : templates.resolve(TEMPLATE);
    }

    public String render(RollbackRequest request, RollbackStatus status) {
        ReportView view = ReportView.of(Facts.of(request, status));
        if (override == null || !Files.exists(override)) {
            return render(builtIn(), view);
        }
        try {
            return render(Files.readString(override), view);
        } catch (IOException | MustacheException e) {
            return "> The template " + Markdown.escape(override.toString()) + " could not be used ("
                    + Markdown.escape(String.valueOf(e.getMessage())) + "), so this is the built-in report.\n\n"
                    + render(builtIn(), view);
        }
    }

    private static String render(String template, ReportView view) {
        return Mustache.compiler()
                .emptyStringIsFalse(true)
                .withEscaper(Markdown::escape)
                .compile(template)
                .execute(view);
    }

    private static String builtIn() {
        try (InputStream in = Report.class.getResourceAsStream("/dev/lastgood/history/report/" + TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException(TEMPLATE + " is missing from the program: build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
