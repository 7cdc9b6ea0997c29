package dev.lastgood.starter;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Who may send alerts: who brings a token, a name and its password, or a certificate that the TLS connection has verified.
 * Several of each, by name, so that one can be exchanged while the other still holds.
 *
 * @param tokens by name
 * @param passwords by user
 * @param certificates the subjects of client certificates, such as {@code CN=alertmanager,O=Example}
 */
record WebhookCallers(Map<String, String> tokens, Map<String, String> passwords, List<X500Principal> certificates) {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    boolean nobody() {
        return tokens.isEmpty() && passwords.isEmpty() && certificates.isEmpty();
    }

    /** Under which name somebody is let in, such as {@code token old}; empty when not. */
    Optional<String> name(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<String> named = header == null ? Optional.empty() : byHeader(header);
        return named.or(() -> byCertificate(request.getAttribute(CERTIFICATES)));
    }

    /** What to send, for those who sent nothing that holds. */
    String wanted(boolean somethingSent) {
        if (nobody()) {
            return "no token is set, so nobody is let in; set lastgood.webhook.token to env:NAME or file:/path";
        }
        StringBuilder wanted = new StringBuilder();
        if (!tokens.isEmpty()) {
            wanted.append("'Authorization: Bearer <token>' with a token of lastgood.webhook.tokens, or .token");
        }
        if (!passwords.isEmpty()) {
            wanted.append(wanted.isEmpty() ? "" : "; or ")
                    .append("'Authorization: Basic …' with a user of lastgood.webhook.users and its password");
        }
        if (!certificates.isEmpty()) {
            wanted.append(wanted.isEmpty() ? "" : "; or ")
                    .append("a client certificate of lastgood.webhook.certificates");
        }
        return (somethingSent ? "what was sent is not valid; send " : "send ") + wanted;
    }

    /** The value of WWW-Authenticate. */
    String schemes() {
        String basic = "Basic realm=\"lastgood\", charset=\"UTF-8\"";
        if (passwords.isEmpty()) {
            return "Bearer";
        }
        return tokens.isEmpty() ? basic : "Bearer, " + basic;
    }

    private Optional<String> byHeader(String header) {
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            String given = header.substring(BEARER.length()).strip();
            return which(tokens, it -> Refusal.same(given, it)).map(it -> "token " + it);
        }
        if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            String given = decoded(header.substring(BASIC.length()).strip());
            int colon = given.indexOf(':');
            String password = colon < 0 ? null : passwords.get(given.substring(0, colon));
            return password != null && Refusal.same(given.substring(colon + 1), password)
                    ? Optional.of("user " + given.substring(0, colon))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<String> which(Map<String, String> named, java.util.function.Predicate<String> holds) {
        return named.entrySet().stream()
                .filter(it -> holds.test(it.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private Optional<String> byCertificate(@Nullable Object verified) {
        if (!(verified instanceof X509Certificate[] chain) || chain.length == 0) {
            return Optional.empty();
        }
        X500Principal subject = chain[0].getSubjectX500Principal();
        return certificates.contains(subject) ? Optional.of("certificate " + subject.getName()) : Optional.empty();
    }
}
