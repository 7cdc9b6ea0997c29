package dev.lastgood.activities.check.http;

import dev.lastgood.activities.check.Basic;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, and what its answer must be. */
public record HttpAsk(
        @Describe("What is asked") String url,

        @Describe("The request's method; where there is a body POST, otherwise GET") @Nullable
        String method,

        @Describe("The status that the answer must have") @Default("200")
        int status,

        @Describe("The statuses that the answer may have, instead of the one") @Default("[]")
        List<Integer> statuses,

        @Describe("Headers of the request; env:NAME and file:/path are references to secrets") @Default("{}")
        Map<String, String> headers,

        @Describe("Where the bearer token is") @Nullable SecretRef token,

        @Describe("Name and password, for basic authentication") @Nullable
        Basic basic,

        @Describe("The request's body as text") @Nullable String body,

        @Describe("The request's body as JSON; env:NAME and file:/path in it are references to secrets") @Nullable
        Map<String, Object> jsonBody,

        @Describe("The request's body as a form; env:NAME and file:/path are references to secrets") @Nullable
        Map<String, String> form,

        @Describe("Whether it goes where the answer sends it") @Default("true")
        boolean followRedirects,

        @Describe("A file with the certificates of the authorities that are trusted, and no others") @Nullable
        String ca,

        @Describe("JSON pointers in the answer, and the value that must stand there, or conditions: equals, exists,"
                + " at-least, at-most, matches")
        @Default("{}")
        Map<String, Object> json,

        @Describe("Headers of the answer, and their value or conditions as in json") @Default("{}")
        Map<String, Object> responseHeaders,

        @Describe("A text that the answer must hold") @Nullable
        String contains,

        @Describe("A text that the answer must not hold") @Nullable
        String lacks,

        @Describe("A form that the answer must have") @Nullable
        Format format,

        @Describe("How fast the answer must be, such as 500ms") @Nullable
        Duration within,

        @Describe("How much slower than before the rollback the answer may be, such as 50%") @Nullable
        String worseThanBaseline,

        @Describe("How long the server's certificate must still be valid, such as 14d") @Nullable
        Duration tlsValidFor,

        @Describe("How long to wait for the whole answer") @Default("10s")
        Duration timeout) {

    /** The forms of an answer that can be asked for. */
    public enum Format {
        PROMETHEUS
    }

    boolean mayBe(int answered) {
        return statuses.isEmpty() ? answered == status : statuses.contains(answered);
    }

    /** In words, for what was answered otherwise. */
    String expectedStatus() {
        return statuses.isEmpty()
                ? String.valueOf(status)
                : statuses.stream().map(String::valueOf).collect(java.util.stream.Collectors.joining(" or "));
    }
}
