package dev.lastgood.cli;

import dev.lastgood.workflows.client.BackupView;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.model.ServiceRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "backup",
        description = "Backs up a service's database where the catalog says, and waits until it is made and read back.",
        mixinStandardHelpOptions = true)
final class BackupCommand extends Base {
    private static final long EVERY_MILLIS = 500;
    private static final int PATIENCE = 60;

    @Mixin
    final Which which = new Which();

    @Mixin
    final Person person = new Person();

    @Option(names = "--no-wait", description = "Only starts it.")
    boolean leave;

    @Option(names = "--status", description = "Starts nothing: shows how the newest one stands.")
    boolean status;

    @Override
    public Integer call() throws InterruptedException {
        try (Rollbacks rollbacks = road.open()) {
            ServiceRef service = which.in(rollbacks);
            BackupView view = status ? rollbacks.backup(service) : rollbacks.backup(service, person.name());
            if (!leave && !status) {
                view = untilItEnds(rollbacks, service, view);
            }
            print(view, text(view));
            return view.state() == BackupView.State.FAILED ? Exit.FAILED : Exit.OK;
        }
    }

    /** It goes on when nobody looks; a look that fails for a while is tried again. */
    private BackupView untilItEnds(Rollbacks rollbacks, ServiceRef service, BackupView begun)
            throws InterruptedException {
        BackupView view = begun;
        String said = "";
        int failed = 0;
        while (view.runs()) {
            if (output == Output.text && !view.note().equals(said)) {
                said = view.note();
                out().println(said);
                out().flush();
            }
            Thread.sleep(EVERY_MILLIS);
            try {
                view = rollbacks.backup(service);
                failed = 0;
            } catch (CliProblem | RollbackProblem e) {
                if (Exit.of(e) != Exit.UNREACHABLE || ++failed > PATIENCE) {
                    throw e;
                }
            }
        }
        return view;
    }

    private static String text(BackupView view) {
        StringBuilder text = new StringBuilder(view.note());
        if (view.result() != null) {
            text.append("\nIt lies at ").append(view.result().backup().location());
            view.result()
                    .removed()
                    .forEach(name ->
                            text.append("\nRemoved, as nothing keeps it: ").append(name));
            view.result().notes().forEach(note -> text.append("\nNote: ").append(note));
        }
        return text.toString();
    }
}
