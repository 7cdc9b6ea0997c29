package dev.lastgood.starter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Lets in who brings the token. A body that is said to be too large is refused before it is read. */
final class BearerFilter extends OncePerRequestFilter {
    static final int MAX_BODY = 1024 * 1024;
    private static final String SCHEME = "Bearer ";

    private final String setting;
    private final @Nullable String token;
    private final boolean open;
    private final JsonMapper json;

    /**
     * @param setting which setting holds the token, for the answer
     * @param token null means that none is set
     * @param open whether everybody is let in while none is set
     */
    BearerFilter(String setting, @Nullable String token, boolean open, JsonMapper json) {
        this.setting = setting;
        this.token = token;
        this.open = open;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String refusal = refusal(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (refusal != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            answer(request, response, HttpStatus.UNAUTHORIZED, refusal);
        } else if (request.getContentLengthLong() > MAX_BODY) {
            answer(
                    request,
                    response,
                    HttpStatus.CONTENT_TOO_LARGE,
                    "the body is larger than " + MAX_BODY + " bytes; send less at a time");
        } else {
            chain.doFilter(request, response);
        }
    }

    private @Nullable String refusal(@Nullable String header) {
        if (token == null) {
            return open ? null : "no token is set, so nobody is let in; set " + setting + " to env:NAME or file:/path";
        }
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return "send the header 'Authorization: Bearer <token>' with the token of " + setting;
        }
        byte[] given = header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, token.getBytes(StandardCharsets.UTF_8))
                ? null
                : "this is not the token of " + setting;
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setInstance(java.net.URI.create(request.getRequestURI()));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
