package dev.lastgood.workflows.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person who is called would have looked at first.
 *
 * @param lines a few short ones, the most telling first; no secrets, of variables the names only
 * @param whole the same in full, with the last lines of log and command; null where it could not be kept
 */
public record Diagnosis(List<String> lines, @Nullable Artifact whole) {}
