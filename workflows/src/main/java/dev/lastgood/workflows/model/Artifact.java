package dev.lastgood.workflows.model;

/**
 * A file that a rollback keeps: evidence, comparison, report.
 *
 * @param uri where it lies: {@code file:} or {@code s3:}
 * @param sha256 64 hexadecimal digits
 */
public record Artifact(String name, String uri, String sha256, long bytes) {}
