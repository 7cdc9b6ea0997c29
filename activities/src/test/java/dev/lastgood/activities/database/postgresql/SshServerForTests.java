package dev.lastgood.activities.database.postgresql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SSH server, for one user by password or by an Ed25519 key, whose root is a folder. */
final class SshServerForTests implements AutoCloseable {
    final Path root;
    private final Path folder;
    private final KeyPair clientKey = KeyUtils.generateKeyPair("ssh-ed25519", 256);
    private final SshServer server = SshServer.setUpDefaultServer();

    SshServerForTests(Path folder) throws Exception {
        this.folder = folder;
        this.root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("backups"));
        KeyPair hostKey = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator(
                (user, password, session) -> user.equals("backup") && password.equals("s3cret"));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals("backup") && KeyUtils.compareKeys(key, clientKey.getPublic()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.start();
        Files.writeString(knownHosts(), known(hostKey));
        try (var out = Files.newOutputStream(folder.resolve("key"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(clientKey, "test", null, out);
        }
    }

    Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    Path backups() {
        return root.resolve("backups");
    }

    int port() {
        return server.getPort();
    }

    /** The server's key as another's. */
    void becomeAnother() throws Exception {
        Files.writeString(knownHosts(), known(KeyUtils.generateKeyPair("ssh-ed25519", 256)));
    }

    /** As they stand in the catalog, with the password. */
    Map<String, Object> settings() {
        return new HashMap<>(Map.of(
                "server", "127.0.0.1:" + port(),
                "user", "backup",
                "folder", "/backups",
                "known-hosts", knownHosts().toString(),
                "password", "env:SFTP_PASSWORD"));
    }

    /** As they stand in the catalog, with the key. */
    Map<String, Object> settingsWithKey() {
        Map<String, Object> settings = settings();
        settings.remove("password");
        settings.put("private-key", "file:" + folder.resolve("key"));
        return settings;
    }

    private String known(KeyPair key) throws IOException {
        StringBuilder line = new StringBuilder("[127.0.0.1]:" + port() + " ");
        PublicKeyEntry.appendPublicKeyEntry(line, key.getPublic());
        return new String((line + "\n").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
