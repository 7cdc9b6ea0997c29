package dev.lastgood.workflows.client;

import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.salvage.Salvage;
import org.jspecify.annotations.Nullable;

/**
 * How the newest salvage of a service stands.
 *
 * @param runId which one it is
 * @param note one sentence: what it does, or why it failed
 * @param result null while it runs, and where it failed
 */
public record SalvageView(
        ServiceRef service, String runId, boolean running, String note, Salvage.@Nullable Result result) {}
