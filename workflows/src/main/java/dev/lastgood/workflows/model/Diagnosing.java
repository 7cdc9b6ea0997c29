package dev.lastgood.workflows.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a person who is called would look first.
 *
 * @param log the application's log file, or null
 * @param dependencies what it needs: {@code host:port} or a URL each
 * @param disks folders whose file systems must not be full
 */
public record Diagnosing(@Nullable String log, List<String> dependencies, List<String> disks) {}
