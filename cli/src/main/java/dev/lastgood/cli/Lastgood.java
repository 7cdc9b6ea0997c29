package dev.lastgood.cli;

import java.time.DateTimeException;
import java.time.Instant;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code lastgood}. */
@Command(
        name = "lastgood",
        description = "Takes a service back to its last good state.",
        mixinStandardHelpOptions = true,
        version = "lastgood 0.1.0",
        subcommands = {
            ValidateCommand.class,
            RulesCommand.class,
            ExplainCommand.class,
            PlanCommand.class,
            StartCommands.Start.class,
            StartCommands.Contain.class,
            StartCommands.Reopen.class,
            StartCommands.Undo.class,
            WarmCommand.class,
            RestorePointCommands.Make.class,
            RestorePointCommands.ListAll.class,
            StatusCommand.class,
            AnswerCommands.Approve.class,
            AnswerCommands.Reject.class,
            AnswerCommands.AnswerCommand.class,
            CancelCommand.class,
            EndWatchCommand.class,
            TriageCommands.Show.class,
            TriageCommands.Veto.class,
            TriageCommands.Extend.class,
            TriageCommands.Now.class,
            HoldCommands.Pause.class,
            HoldCommands.Resume.class,
            HoldCommands.Brake.class,
            DecisionsCommand.class,
            BackupCommand.class,
            SalvageCommand.class,
            DisplacedCommand.class,
            DeploymentCommands.Deployed.class,
            DeploymentCommands.ListAll.class,
            HistoryCommand.class,
            AlertsCommand.class,
            MigrationsCommand.class,
            ReportCommand.class,
            DemoCommand.class,
            AutoComplete.GenerateCompletion.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; a rollback that was followed ended well",
            "1:failed; a rollback that was followed was undone, handed over or refused",
            "2:wrong usage, setting, token or catalog",
            "3:no such service or rollback",
            "4:conflict: another plan runs, the question was answered already, the rollback has ended",
            "5:the starter, Temporal or a worker can't be reached",
            "6:a deployment that was waited for is bad, or is being rolled back",
            "7:a deployment that was waited for could not be judged"
        })
public final class Lastgood {
    private Lastgood() {}

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    /** The command with its errors as sentences; {@code execute} gives the exit code. */
    public static CommandLine command() {
        return new CommandLine(new Lastgood())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(AnswerCommands.Chosen.class, AnswerCommands::chosen)
                .registerConverter(Instant.class, Lastgood::time)
                .setParameterExceptionHandler((e, arguments) -> misused(e))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(line.getColorScheme().errorText("lastgood: " + e.getMessage()));
                    return Exit.of(e);
                });
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no time; write it like 2026-11-20T14:02:00Z");
        }
    }

    /** Two lines: the whole usage would push what is wrong out of sight. */
    private static int misused(CommandLine.ParameterException e) {
        CommandLine line = e.getCommandLine();
        line.getErr().println(line.getColorScheme().errorText("lastgood: " + e.getMessage()));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
            line.getErr().println("See '" + line.getCommandSpec().qualifiedName() + " --help'");
        }
        return Exit.USAGE;
    }
}
