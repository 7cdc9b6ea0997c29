package dev.lastgood.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A catalog that can't be used, with every mistake in it. */
public final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public CatalogException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of their lines; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
