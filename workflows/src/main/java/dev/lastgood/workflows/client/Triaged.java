package dev.lastgood.workflows.client;

/**
 * What came of handing an alert to triage.
 *
 * @param started whether this began one; else it joined the one that runs
 * @param triage the workflow's id
 * @param message one sentence for whoever asked
 */
public record Triaged(boolean started, String triage, String message) {}
