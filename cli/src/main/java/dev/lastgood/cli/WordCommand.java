package dev.lastgood.cli;

import dev.lastgood.workflows.model.ServiceRef;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A person's word to the rollback that runs, with its reason. */
abstract class WordCommand extends Base {
    @Mixin
    final Which which = new Which();

    @Mixin
    final Person person = new Person();

    @Option(names = "--reason", required = true, description = "Why; it stands in the record.")
    String reason = "";

    /** @return what it came to, as a sentence */
    abstract String tell(Rollbacks rollbacks, ServiceRef service, String by);

    @Override
    public Integer call() {
        String by = person.name();
        try (Rollbacks rollbacks = road.open()) {
            return say(tell(rollbacks, which.in(rollbacks), by));
        }
    }
}
