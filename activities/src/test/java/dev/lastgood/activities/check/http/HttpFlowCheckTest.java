package dev.lastgood.activities.check.http;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.model.CheckResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign in, keep what the answer gave, ask with it: the critical flows of the runbooks. */
@Tag("V2")
class HttpFlowCheckTest {
    private static final String TOKEN = "tok-7f3a91";

    @AutoClose
    final Site site = new Site();

    @BeforeEach
    void open() {
        site.on("/signin", () -> {
            boolean known = last().body().contains("hunter2");
            return known
                    ? new Site.Reply(
                            200,
                            "{\"data\":{\"token\":\"" + TOKEN + "\",\"id\":42}}",
                            Map.of("Set-Cookie", "session=c00kie-5e55; Path=/; HttpOnly", "X-Csrf", "csrf=\"ab12cd\""))
                    : new Site.Reply(401, "{\"error\":\"wrong password\"}");
        });
        site.on("/conversations", () -> {
            boolean signedIn =
                    String.valueOf(last().headers().getFirst("Cookie")).contains("session=c00kie-5e55");
            boolean token = ("Bearer " + TOKEN).equals(last().authorization());
            return signedIn || token ? new Site.Reply(200, "{\"user\":42}") : new Site.Reply(401, "{}");
        });
    }

    @Test
    void theSessionsCookieIsKeptFromStepToStep() {
        CheckResult result = ask(signIn(Map.of()), step("conversations", Map.of("url", site.url("/conversations"))));

        assertThat(result.verdict()).isEqualTo(PASSED);
        assertThat(result.detail()).matches("2 steps in .*s");
        assertThat(result.values()).containsKeys("seconds", "seconds.sign in", "seconds.conversations");
    }

    @Test
    void aFormThatAnswersWithACookieAndARedirectIsFollowed() {
        site.on(
                "/form",
                () -> new Site.Reply(
                        302, "", Map.of("Set-Cookie", "session=c00kie-5e55; Path=/", "Location", "/conversations")));

        CheckResult result = ask(step("form", Map.of("url", site.url("/form"), "form", Map.of("name", "ada"))));

        assertThat(result.verdict()).isEqualTo(PASSED);
        assertThat(site.seen().get(1).method()).isEqualTo("GET");
    }

    @Test
    void aTokenOfTheAnswerIsSentWithTheNextRequest() {
        CheckResult result = ask(
                signIn(Map.of("token", Map.of("json", "/data/token"), "id", Map.of("json", "/data/id"))),
                step(
                        "conversations",
                        Map.of(
                                "url", site.url("/conversations") + "?user={{id}}",
                                "headers", Map.of("Authorization", "Bearer {{token}}"),
                                "json", Map.of("/user", Map.of("matches", "^{{id}}$")))));

        assertThat(result.verdict()).isEqualTo(PASSED);
        assertThat(site.seen().get(1).query()).isEqualTo("user=42");
    }

    @Test
    void aValueCanBeTakenFromAHeaderACookieOrTheTextByAPattern() {
        site.on("/form", 200, "<input name='key' value='k-99'>");
        CheckResult result = ask(
                signIn(Map.of(
                        "csrf", Map.of("header", "X-Csrf", "matches", "\"(.+)\""),
                        "session", Map.of("cookie", "session"))),
                step("form", Map.of("url", site.url("/form")), Map.of("key", Map.of("matches", "value='([^']+)'"))),
                step(
                        "send",
                        Map.of(
                                "url", site.url("/conversations"),
                                "form", Map.of("csrf", "{{csrf}}", "session", "{{session}}", "key", "{{key}}"))));

        assertThat(result.verdict()).isEqualTo(PASSED);
        assertThat(site.seen().get(2).body().split("&"))
                .containsExactlyInAnyOrder("csrf=ab12cd", "session=c00kie-5e55", "key=k-99");
    }

    @Test
    void theStepThatFailsIsNamed() {
        CheckResult result = ask(step("conversations", Map.of("url", site.url("/conversations"))), signIn(Map.of()));

        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.detail()).matches("step 1 of 2, 'conversations': answered 401 in .*s, expected 200");
        assertThat(site.seen()).hasSize(1);
    }

    @Test
    void anAnswerWithoutWhatIsToBeCarriedFails() {
        assertThat(ask(signIn(Map.of("token", Map.of("json", "/token")))).detail())
                .isEqualTo("step 1 of 1, 'sign in': answered 200, but holds no 'token' (expected JSON at /token)");
    }

    @Test
    void neitherSecretsNorWhatIsCarriedAreShown() {
        site.on("/echo", 200, "{\"a\":\"" + TOKEN + "\",\"b\":\"hunter2\",\"c\":42,\"d\":\"c00kie-5e55\"}");
        CheckResult result = ask(
                signIn(Map.of("token", Map.of("json", "/data/token"), "id", Map.of("json", "/data/id"))),
                step(
                        "echo",
                        Map.of(
                                "url", site.url("/echo"),
                                "json", Map.of("/a", "x", "/b", "{{token}}", "/c", 7, "/d", "y"))));

        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.detail())
                .contains("/a is \"***\"", "/c is ***, expected 7", "/d is \"***\"")
                .doesNotContain(TOKEN)
                .doesNotContain("hunter2")
                .doesNotContain("is 42")
                .doesNotContain("c00kie");
    }

    @Test
    void whatAnAnswerHoldsIsNeverTakenForASecretsPlace() {
        site.on("/evil", 200, "{\"token\":\"env:PASSWORD\"}");

        ask(
                step("evil", Map.of("url", site.url("/evil")), Map.of("token", Map.of("json", "/token"))),
                step("next", Map.of("url", site.url("/conversations"), "json-body", Map.of("token", "{{token}}"))));

        assertThat(site.seen().get(1).body()).isEqualTo("{\"token\":\"env:PASSWORD\"}");
    }

    @Test
    @Tag("V10")
    void aNameThatNoStepTakesIsUnknown() {
        CheckResult result = ask(step("next", Map.of("url", site.url("/conversations?u={{tokn}}"))));

        Checks.says(
                result,
                UNKNOWN,
                "could not be asked: step 1 of 1, 'next': {{tokn}} is taken by no earlier step and does not stand under 'with'");
    }

    @Test
    void allTogetherMayHaveToBeFast() {
        var how = new HashMap<>(with());
        how.put("within", "0ms");
        how.put("steps", List.of(signIn(Map.of())));

        assertThat(Checks.ask(check(), how).detail()).matches("1 step in .*, expected within 0 ms");
    }

    private Map<String, Object> signIn(Map<String, Object> take) {
        return step(
                "sign in",
                Map.of(
                        "method", "POST",
                        "url", site.url("/signin"),
                        "json-body", Map.of("email", "{{email}}", "password", "{{password}}")),
                take);
    }

    private static Map<String, Object> step(String name, Map<String, Object> ask) {
        return step(name, ask, Map.of());
    }

    private static Map<String, Object> step(String name, Map<String, Object> ask, Map<String, Object> take) {
        return Map.of("name", name, "ask", ask, "take", take);
    }

    @SafeVarargs
    private static CheckResult ask(Map<String, Object>... steps) {
        var how = new HashMap<>(with());
        how.put("steps", List.of(steps));
        return Checks.ask(check(), how);
    }

    private static Map<String, Object> with() {
        return Map.of("with", Map.of("email", "probe@example.com", "password", "env:PASSWORD"));
    }

    private static HttpFlowCheck check() {
        return new HttpFlowCheck(Given.settings(Map.of("PASSWORD", "hunter2")));
    }

    private Site.Seen last() {
        return site.seen().get(site.seen().size() - 1);
    }
}
