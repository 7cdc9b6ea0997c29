package dev.lastgood.starter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * Settings that hold when nothing else is set, a program's own default properties included. A {@code @PropertySource} would
 * win over those.
 */
final class Defaults implements ImportBeanDefinitionRegistrar {
    Defaults(Environment environment) {
        Map<String, Object> all = new HashMap<>();
        try {
            PropertiesLoaderUtils.loadProperties(new ClassPathResource("dev/lastgood/starter/defaults.properties"))
                    .forEach((key, value) -> all.put((String) key, value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var sources = ((ConfigurableEnvironment) environment).getPropertySources();
        PropertySource<?> set = sources.get(DefaultPropertiesPropertySource.NAME);
        if (set instanceof MapPropertySource map) {
            all.putAll(map.getSource());
        }
        sources.remove(DefaultPropertiesPropertySource.NAME);
        sources.addLast(new DefaultPropertiesPropertySource(all));
    }
}
