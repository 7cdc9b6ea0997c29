package dev.lastgood.starter;

import dev.lastgood.catalog.settings.Secrets;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Who is let in. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(AccessConfiguration.class);

    @Bean
    FilterRegistrationBean<WebhookFilter> webhookCallers(StarterSettings settings, Secrets secrets, JsonMapper json) {
        StarterSettings.Webhook webhook = settings.webhook();
        Map<String, String> tokens =
                secrets("lastgood.webhook.tokens.", "LASTGOOD_WEBHOOK_TOKENS_", webhook.tokens(), secrets);
        String token =
                StarterSettings.secret("lastgood.webhook.token", "LASTGOOD_WEBHOOK_TOKEN", webhook.token(), secrets);
        if (token != null) {
            tokens.put("default", token);
        }
        var callers = new WebhookCallers(
                tokens,
                secrets("lastgood.webhook.users.", "LASTGOOD_WEBHOOK_USERS_", webhook.users(), secrets),
                webhook.certificates().stream()
                        .map(AccessConfiguration::subject)
                        .toList());
        if (callers.nobody()) {
            LOG.warn("No alert can start a rollback: lastgood.webhook.token is not set (env:NAME or file:/path)");
        }
        return filter("/webhooks/*", new WebhookFilter(callers, json));
    }

    private static Map<String, String> secrets(
            String setting, String variable, Map<String, String> places, Secrets secrets) {
        Map<String, String> found = new TreeMap<>();
        places.forEach((name, place) -> {
            String secret =
                    StarterSettings.secret(setting + name, variable + name.toUpperCase(Locale.ROOT), place, secrets);
            if (secret != null) {
                found.put(name, secret);
            }
        });
        return found;
    }

    private static X500Principal subject(String text) {
        try {
            return new X500Principal(text);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("lastgood.webhook.certificates: '" + text
                    + "' is no subject of a certificate; write one such as CN=alertmanager,O=Example");
        }
    }

    @Bean
    FilterRegistrationBean<BearerFilter> apiToken(
            StarterSettings settings,
            Secrets secrets,
            JsonMapper json,
            @Value("${server.address:#{null}}") @Nullable InetAddress address) {
        String token = StarterSettings.secret(
                "lastgood.api.token", "LASTGOOD_TOKEN", settings.api().token(), secrets);
        if (token == null) {
            if (address == null || !address.isLoopbackAddress()) {
                throw new StartRefused("lastgood.api.token is not set, and server.address ("
                        + (address == null ? "all addresses" : address.getHostAddress())
                        + ") can be reached from other machines; set the token (env:NAME or file:/path), or"
                        + " server.address=127.0.0.1");
            }
            LOG.warn(
                    "The API asks for no token: everybody on this machine can start and approve rollbacks."
                            + " It listens on {} only; set lastgood.api.token to ask for one",
                    address.getHostAddress());
        }
        return filter("/api/*", new BearerFilter("lastgood.api.token", token, true, json));
    }

    private static <F extends Filter> FilterRegistrationBean<F> filter(String path, F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(path);
        registration.setName("access " + path);
        return registration;
    }
}
