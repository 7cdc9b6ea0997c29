package dev.lastgood.workflows.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reverse script did when it was tried and rolled back; a yes is bound to its checksum.
 *
 * @param script its path, below the catalog's folder where it lies there
 * @param version the migration that it reverses, where its name tells
 * @param statements the first ones, as many as a person reads
 * @param statementCount how many there are
 * @param lost what it takes away, a sentence each: dropped tables and columns, deleted and changed rows
 * @param locks what others must wait for meanwhile, a sentence each
 * @param marks what it changes in the tables of migration tools, a sentence each
 * @param notes what a person should know of the rehearsal itself, such as on what it ran
 */
public record Rehearsal(
        String script,
        String sha256,
        @Nullable String version,
        List<Statement> statements,
        int statementCount,
        List<String> lost,
        List<String> locks,
        List<String> marks,
        List<String> notes,
        Duration took) {

    /**
     * @param line where it begins, from 1
     * @param text its beginning, in one line, without passwords
     * @param rows how many rows it touched in the rehearsal; -1 where it touches none
     */
    public record Statement(int line, String text, long rows) {}
}
