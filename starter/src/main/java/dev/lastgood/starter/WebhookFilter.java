package dev.lastgood.starter;

import dev.lastgood.starter.webhook.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Lets in who may send alerts, and remembers under which name, so that a token that nobody uses any more can go. */
final class WebhookFilter extends OncePerRequestFilter {
    private final WebhookCallers callers;
    private final JsonMapper json;

    WebhookFilter(WebhookCallers callers, JsonMapper json) {
        this.callers = callers;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> name = callers.name(request);
        if (name.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, callers.schemes());
            boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
            Refusal.answer(request, response, json, HttpStatus.UNAUTHORIZED, callers.wanted(sent));
        } else if (!Refusal.tooLarge(request, response, json)) {
            request.setAttribute(Caller.ATTRIBUTE, name.get());
            chain.doFilter(request, response);
        }
    }
}
