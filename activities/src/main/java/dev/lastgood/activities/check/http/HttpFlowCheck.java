package dev.lastgood.activities.check.http;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.check.Verification;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.CookieManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several requests in a row, as a user makes them: sign in, keep the cookie, ask with it. Cookies are kept for the whole flow.
 * Neither secrets nor what is carried over stand in what it says.
 */
public final class HttpFlowCheck implements Verification {
    private final Settings settings;

    public HttpFlowCheck(Settings settings) {
        this.settings = settings;
    }

    /** The requests. */
    public record Config(
            @Describe("Values for {{name}}, by name; env:NAME and file:/path are references to secrets") @Default("{}")
            Map<String, String> with,

            @Describe("The requests, in their order") List<Step> steps,

            @Describe("How fast all of them together must be") @Nullable
            Duration within) {}

    /** One request; {@code {{name}}} in its texts stands for what an earlier one took. */
    public record Step(
            @Describe("What people call it, such as 'sign in'")
            String name,

            @Describe("The request and what its answer must be, with the keys of a check of type http")
            HttpAsk ask,

            @Describe("What later steps need of the answer, by name") @Default("{}")
            Map<String, Take> take) {}

    /** Where in the answer a value stands; set one of json, header and cookie, or matches alone for the whole body. */
    public record Take(
            @Describe("A JSON pointer, such as /token") @Nullable
            String json,

            @Describe("A header's name") @Nullable String header,
            @Describe("A cookie's name") @Nullable String cookie,

            @Describe("A regular expression; its first group is taken, or all that it matches") @Nullable
            String matches) {}

    @Override
    public String type() {
        return "http-flow";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Run run) throws IOException {
        var how = settings.bind(run.check(), Config.class);
        if (how.steps().isEmpty()) {
            throw Failures.permanent(FailureType.CONFIGURATION, "steps: there is none");
        }
        var texts = new Texts(settings);
        how.with().forEach((name, value) -> texts.carry(name, texts.sent(value)));
        var cookies = new CookieManager();
        var exchange = new Exchange(new Clients(cookies), texts);
        Duration all = Duration.ZERO;
        Finding timed = Finding.passed("");
        for (int i = 0; i < how.steps().size(); i++) {
            Step step = how.steps().get(i);
            String name = "step " + (i + 1) + " of " + how.steps().size() + ", '" + step.name() + "': ";
            Outcome outcome = ask(step, name, exchange, texts, new Taking(cookies, texts));
            if (outcome.finding().verdict() != Verdict.PASSED) {
                return outcome.finding()
                        .saying(texts.clean(name + outcome.finding().detail()));
            }
            all = all.plus(outcome.took());
            timed = timed.with(
                    HttpCheck.SECONDS + "." + step.name(), outcome.took().toNanos() / 1e9);
        }
        return total(how, all).with(timed.values()).with(HttpCheck.SECONDS, all.toNanos() / 1e9);
    }

    private record Outcome(Finding finding, Duration took) {}

    private static Outcome ask(Step step, String name, Exchange exchange, Texts texts, Taking taking)
            throws IOException {
        Http.Answer answer;
        try {
            answer = exchange.send(step.ask());
            taking.hideCookies();
            Finding finding = HttpCheck.judge(step.ask(), answer, texts);
            return finding.verdict() == Verdict.PASSED
                    ? new Outcome(taking.from(step, answer), answer.took())
                    : new Outcome(finding, answer.took());
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return new Outcome(Finding.failed(HttpCheck.unreachable(e)), Duration.ZERO);
        } catch (ApplicationFailure e) {
            throw Failures.permanent(FailureType.CONFIGURATION, texts.clean(name + e.getOriginalMessage()));
        }
    }

    private static Finding total(Config how, Duration all) {
        String took = (how.steps().size() == 1 ? "1 step" : how.steps().size() + " steps") + " in " + Words.of(all);
        return how.within() != null && all.compareTo(how.within()) > 0
                ? Finding.failed(took + ", expected within " + Words.of(how.within()))
                : Finding.passed(took);
    }
}
