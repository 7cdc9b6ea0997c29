package dev.lastgood.activities.support;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Looks at an application's health URL. */
public final class Health {
    private static final Duration ONE_LOOK = Duration.ofSeconds(5);

    private final Http http;

    public Health(Http http) {
        this.http = http;
    }

    /** What a look can find. */
    public enum State {
        /** It answers 2xx. */
        UP,
        /** It answers 503. */
        UNAVAILABLE,
        /** Nobody listens. */
        REFUSED,
        /** Anything else, which proves neither that it runs well nor that it stands. */
        UNCLEAR;

        /** As the runbook has it: a connection error or 503. */
        public boolean down() {
            return this == REFUSED || this == UNAVAILABLE;
        }
    }

    /** @param words such as {@code answered 500 in 12 ms} */
    public record Look(State state, String words) {}

    public Look at(String url) {
        HttpRequest request = Http.request(url, ONE_LOOK).GET().build();
        try {
            Http.Answer answer = http.send(request);
            State state = answer.ok() ? State.UP : answer.status() == 503 ? State.UNAVAILABLE : State.UNCLEAR;
            return new Look(state, "answered " + answer.status() + " in " + Words.of(answer.took()));
        } catch (Http.Refused e) {
            return new Look(State.REFUSED, "refused the connection");
        } catch (IOException e) {
            return new Look(State.UNCLEAR, "gave no answer (" + e.getMessage() + ")");
        }
    }
}
