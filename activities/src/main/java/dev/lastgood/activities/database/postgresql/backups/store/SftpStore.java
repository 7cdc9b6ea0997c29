package dev.lastgood.activities.database.postgresql.backups.store;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/** A folder on a server that is reached over SSH. */
public final class SftpStore implements BackupStore {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BUFFER = 32 * 1024;

    private final Login login;
    private final SshClient ssh;
    private final SftpClient sftp;

    /**
     * @param privateKey the key itself; null: the password is used
     * @param knownHosts the file with the server's key
     */
    public record Login(
            String host,
            int port,
            String user,
            @Nullable String privateKey,
            @Nullable String password,
            Path knownHosts,
            String folder) {
        String where() {
            return host + ":" + port;
        }

        @Override
        public String toString() {
            return "sftp://" + user + "@" + where() + folder;
        }
    }

    private SftpStore(Login login, SshClient ssh, SftpClient sftp) {
        this.login = login;
        this.ssh = ssh;
        this.sftp = sftp;
    }

    public static SftpStore open(Login login) throws IOException {
        if (!Files.isReadable(login.knownHosts())) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "backups.sftp.known-hosts: " + login.knownHosts()
                            + " is not a file that can be read here. Make it by" + " 'ssh-keyscan -p " + login.port()
                            + " " + login.host() + "', and see that the key is right");
        }
        HostKeys hostKeys = new HostKeys(login.knownHosts());
        SshClient ssh = SshClient.setUpDefaultClient();
        ssh.setServerKeyVerifier(hostKeys);
        // Nothing of the account that the worker runs under: neither its configuration nor its keys.
        ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(ssh, Duration.ofSeconds(15));
        ssh.start();
        try {
            return new SftpStore(
                    login, ssh, SftpClientFactory.instance().createSftpClient(session(login, ssh, hostKeys)));
        } catch (IOException | RuntimeException e) {
            ssh.stop();
            throw e;
        }
    }

    private static ClientSession session(Login login, SshClient ssh, HostKeys hostKeys) throws IOException {
        ClientSession session;
        try {
            session = ssh.connect(login.user(), login.host(), login.port())
                    .verify(PATIENCE)
                    .getSession();
        } catch (IOException e) {
            throw new IOException(
                    "can't connect to " + login.where() + " over SSH: " + e.getMessage()
                            + ". Check backups.sftp.server",
                    e);
        }
        identify(session, login);
        try {
            session.auth().verify(PATIENCE);
            return session;
        } catch (IOException e) {
            String refused = hostKeys.refused();
            if (refused != null) {
                throw Failures.permanent(FailureType.REFUSED, login.where() + " is not trusted: " + refused, e);
            }
            if (e instanceof SshException said && said.getDisconnectCode() == 0
                    || String.valueOf(e.getMessage()).contains("No more authentication methods")) {
                throw Failures.permanent(
                        FailureType.REFUSED,
                        login.where() + " refuses the login of " + login.user() + " by "
                                + (login.privateKey() == null ? "password" : "key")
                                + ". Check backups.sftp.user and private-key or password",
                        e);
            }
            throw new IOException("the login at " + login.where() + " failed: " + e.getMessage(), e);
        }
    }

    private static void identify(ClientSession session, Login login) {
        String key = login.privateKey();
        if (key == null) {
            session.addPasswordIdentity(String.valueOf(login.password()));
            return;
        }
        try {
            var in = new ByteArrayInputStream(key.concat("\n").getBytes(StandardCharsets.UTF_8));
            for (KeyPair pair : SecurityUtils.loadKeyPairIdentities(
                    session, NamedResource.ofName("backups.sftp.private-key"), in, FilePasswordProvider.EMPTY)) {
                session.addPublicKeyIdentity(pair);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "backups.sftp.private-key leads to no key that can be read: write it in OpenSSH's or PEM form, without a"
                            + " passphrase");
        }
    }

    @Override
    public List<Entry> list(Predicate<String> wanted) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (DirEntry entry : entries("")) {
            String name = entry.getFilename();
            if (entry.getAttributes().isRegularFile()) {
                entries.add(of(name, entry));
            } else if (entry.getAttributes().isDirectory() && !name.startsWith(".") && wanted.test(name)) {
                for (DirEntry inner : entries("/" + name)) {
                    if (inner.getAttributes().isRegularFile()) {
                        entries.add(of(name + "/" + inner.getFilename(), inner));
                    }
                }
            }
        }
        return entries;
    }

    @Override
    public InputStream read(String path, long from) throws IOException {
        return asked(path, () -> {
            InputStream in = sftp.read(at(path));
            in.skipNBytes(from);
            return in;
        });
    }

    @Override
    public void put(Path local, String name, LongConsumer sent) throws IOException {
        String part = name + PART;
        remove(part);
        if (Files.isDirectory(local)) {
            asked(part, () -> {
                sftp.mkdir(at(part));
                return part;
            });
        }
        for (Path file : LocalFiles.of(local)) {
            String path = Files.isDirectory(local) ? part + "/" + file.getFileName() : part;
            asked(path, () -> {
                send(file, path, sent);
                return path;
            });
        }
        remove(name);
        asked(name, () -> {
            sftp.rename(at(part), at(name));
            return name;
        });
    }

    private void send(Path file, String path, LongConsumer sent) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = sftp.write(at(path))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                sent.accept(n);
            }
        }
    }

    @Override
    public void remove(String name) throws IOException {
        asked(name, () -> {
            SftpClient.Attributes there;
            try {
                there = sftp.stat(at(name));
            } catch (SftpException e) {
                if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    return name;
                }
                throw e;
            }
            if (!there.isDirectory()) {
                sftp.remove(at(name));
                return name;
            }
            for (DirEntry inner : readEntries(at(name))) {
                if (!inner.getAttributes().isDirectory()) {
                    sftp.remove(at(name) + "/" + inner.getFilename());
                }
            }
            sftp.rmdir(at(name));
            return name;
        });
    }

    @Override
    public String location(String name) {
        return "sftp://" + login.where() + at(name);
    }

    @Override
    public void close() {
        ssh.stop();
    }

    private Iterable<DirEntry> entries(String path) throws IOException {
        try {
            return readEntries(login.folder() + path);
        } catch (SftpException e) {
            if (path.isEmpty() && e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                throw Failures.permanent(
                        FailureType.CONFIGURATION,
                        "backups.sftp.folder: there is no folder " + login.folder() + " on " + login.where());
            }
            throw explain(path, e);
        }
    }

    /** The client wraps what goes wrong in the middle of a listing. */
    private Iterable<DirEntry> readEntries(String path) throws IOException {
        try {
            return sftp.readEntries(path);
        } catch (UncheckedIOException e) {
            throw java.util.Objects.requireNonNull(e.getCause());
        }
    }

    private static Entry of(String path, DirEntry entry) {
        Instant modified = entry.getAttributes().getModifyTime().toInstant();
        return new Entry(path, entry.getAttributes().getSize(), modified);
    }

    private String at(String path) {
        return login.folder() + "/" + path;
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private <T> T asked(String path, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (SftpException e) {
            throw explain(path, e);
        }
    }

    private IOException explain(String path, SftpException failure) {
        String where = location(path);
        IOException known = switch (failure.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE -> new NoSuchFileException(where);
            case SftpConstants.SSH_FX_PERMISSION_DENIED ->
                new AccessDeniedException(where, null, "permission denied to " + login.user());
            default -> new IOException(where + ": " + failure.getMessage());
        };
        known.initCause(failure);
        return known;
    }
}
