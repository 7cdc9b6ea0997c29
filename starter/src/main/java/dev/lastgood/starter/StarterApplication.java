package dev.lastgood.starter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * The starter as a program of its own. It exits with 2 and the reasons when the catalog or the settings are wrong.
 *
 * <p>Another Boot program takes it in with {@code @ImportAutoConfiguration(StarterConfiguration.class)}; beans of its own
 * replace the starter's.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportAutoConfiguration(StarterConfiguration.class)
public class StarterApplication {
    public static void main(String[] args) {
        SpringApplication.run(StarterApplication.class, args);
    }
}
