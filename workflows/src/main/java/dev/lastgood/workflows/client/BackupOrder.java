package dev.lastgood.workflows.client;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a backup.
 *
 * @param environment null where the service has one only
 * @param by who asks
 */
public record BackupOrder(
        @Nullable String service,
        @Nullable String environment,
        @Nullable String by) {}
