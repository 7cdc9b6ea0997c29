package dev.lastgood.workflows.model;

import java.time.Duration;
import java.util.List;

/**
 * The time after reopening in which a relapse is noticed.
 *
 * @param relapseAfter how many rounds in a row must not pass before it counts as a relapse
 */
public record Watch(Duration window, Duration every, int relapseAfter, List<Check> checks) {}
