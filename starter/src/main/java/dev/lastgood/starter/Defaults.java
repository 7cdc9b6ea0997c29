package dev.lastgood.starter;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.ResourcePropertySource;

/** Settings that hold when nothing else is set. A {@code @PropertySource} would win over a program's own default properties. */
final class Defaults implements ImportBeanDefinitionRegistrar {
    Defaults(Environment environment) {
        try {
            ((ConfigurableEnvironment) environment)
                    .getPropertySources()
                    .addLast(new ResourcePropertySource(
                            "starter defaults", "classpath:dev/lastgood/starter/defaults.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
