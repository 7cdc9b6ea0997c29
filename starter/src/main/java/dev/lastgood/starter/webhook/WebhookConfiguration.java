package dev.lastgood.starter.webhook;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The webhook's parts. */
@Configuration(proxyBeanMethods = false)
@Import({AlertmanagerController.class, Intake.class, Worlds.class})
public class WebhookConfiguration {}
