package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.salvage.Salvage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of a salvage. What is left out is not asked for.
 *
 * @param rollback its key or id; null or {@code latest}: the one whose restore is live now
 * @param tables null or empty: all
 * @param changed whether rows that live has with other values are kept as files too
 * @param fireTriggers whether the application's triggers fire for rows that are put back
 * @param apply whether rows are put back; else it is only said which could be
 */
public record SalvageOrder(
        @Nullable String rollback,
        @Nullable List<String> tables,
        @Nullable Boolean changed,
        @Nullable Boolean fireTriggers,
        @Nullable Boolean apply,
        @Nullable String by) {

    Salvage.Order of(Service service) {
        if (service.database() == null) {
            throw new RollbackProblem(Kind.BAD_REQUEST, service.ref() + " has no database in the catalog");
        }
        return new Salvage.Order(
                service,
                rollback,
                tables == null ? List.of() : tables,
                is(changed),
                is(fireTriggers),
                is(apply) ? Salvage.Until.APPLY : Salvage.Until.PREVIEW,
                Problems.name(by));
    }

    private static boolean is(@Nullable Boolean asked) {
        return Boolean.TRUE.equals(asked);
    }
}
