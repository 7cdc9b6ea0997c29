package dev.lastgood.starter;

import dev.lastgood.catalog.settings.Secrets;
import java.net.InetAddress;
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
    FilterRegistrationBean<BearerFilter> webhookToken(StarterSettings settings, Secrets secrets, JsonMapper json) {
        String token = StarterSettings.secret(
                "lastgood.webhook.token",
                "LASTGOOD_WEBHOOK_TOKEN",
                settings.webhook().token(),
                secrets);
        if (token == null) {
            LOG.warn("No alert can start a rollback: lastgood.webhook.token is not set (env:NAME or file:/path)");
        }
        return filter("/webhooks/*", new BearerFilter("lastgood.webhook.token", token, false, json));
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

    private static FilterRegistrationBean<BearerFilter> filter(String path, BearerFilter filter) {
        FilterRegistrationBean<BearerFilter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(path);
        registration.setName("bearer " + path);
        return registration;
    }
}
