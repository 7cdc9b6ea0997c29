package dev.lastgood.catalog.file;

import dev.lastgood.catalog.file.DecisionEntries.Decisions;
import dev.lastgood.catalog.file.DecisionEntries.FreezeEntry;
import dev.lastgood.catalog.file.DecisionEntries.Frozen;
import dev.lastgood.catalog.file.DecisionEntries.RuleEntry;
import dev.lastgood.catalog.file.Entries.BrakeEntry;
import dev.lastgood.workflows.decision.Freeze;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Rule;
import java.nio.file.Path;
import java.util.Objects;

/** Makes policies of what was checked. */
final class Policies {
    private final Policy.Brake brake;
    private final Path folder;

    /** @param folder from which calendars are found */
    Policies(BrakeEntry brake, Path folder) {
        this.brake = new Policy.Brake(brake.services(), brake.within());
        this.folder = folder;
    }

    Policy of(Decisions entry) {
        return new Policy(
                entry.rules().stream().map(Policies::rule).toList(),
                entry.onResolved(),
                entry.cooldown(),
                entry.releaseWindow(),
                entry.clockAllowance(),
                entry.alertFor(),
                entry.whenReleaseUnknown().action(),
                entry.freezes().stream().map(this::freeze).toList(),
                brake,
                Objects.requireNonNullElse(entry.causedByContainment(), Policy.CAUSED_BY_CONTAINMENT),
                entry.whenDoubtful().action());
    }

    private static Rule rule(RuleEntry entry) {
        return new Rule(
                entry.name(),
                entry.when().texts(),
                entry.action(),
                entry.within(),
                Objects.requireNonNullElse(entry.veto(), Rule.VETO),
                entry.watch(),
                entry.worse() == null ? null : Services.check(entry.worse()),
                entry.hotfix(),
                entry.options(),
                entry.impact(),
                entry.ignoresFreeze());
    }

    private Freeze freeze(FreezeEntry entry) {
        return new Freeze(
                entry.name(),
                entry.schedule(),
                entry.lasts(),
                entry.zone(),
                entry.calendar() == null
                        ? null
                        : folder.resolve(entry.calendar()).toString(),
                entry.then() == Frozen.ASK);
    }
}
