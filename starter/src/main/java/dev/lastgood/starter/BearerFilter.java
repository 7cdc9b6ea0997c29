package dev.lastgood.starter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Lets in who brings the token. */
final class BearerFilter extends OncePerRequestFilter {
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
            Refusal.answer(request, response, json, HttpStatus.UNAUTHORIZED, refusal);
        } else if (!Refusal.tooLarge(request, response, json)) {
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
        return Refusal.same(header.substring(SCHEME.length()).strip(), token)
                ? null
                : "this is not the token of " + setting;
    }
}
