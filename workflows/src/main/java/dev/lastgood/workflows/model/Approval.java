package dev.lastgood.workflows.model;

import java.time.Duration;

/**
 * How people are asked.
 *
 * @param answerWithin how long a question stands open; no answer in time is a no
 * @param driftTolerance how many rows live may have changed since the comparison before the yes no longer holds
 */
public record Approval(Duration answerWithin, long driftTolerance) {}
