package dev.lastgood.starter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** What those are told who are not let in. */
final class Refusal {
    static final int MAX_BODY = 1024 * 1024;

    private Refusal() {}

    /** A body that is said to be too large is refused before it is read. */
    static boolean tooLarge(HttpServletRequest request, HttpServletResponse response, JsonMapper json)
            throws IOException {
        if (request.getContentLengthLong() <= MAX_BODY) {
            return false;
        }
        String detail = "the body is larger than " + MAX_BODY + " bytes; send less at a time";
        answer(request, response, json, HttpStatus.CONTENT_TOO_LARGE, detail);
        return true;
    }

    static void answer(
            HttpServletRequest request, HttpServletResponse response, JsonMapper json, HttpStatus status, String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    /** Takes as long whatever is right of it. */
    static boolean same(String given, String secret) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }
}
