package dev.lastgood.activities.database.postgresql.backups.store;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.jspecify.annotations.Nullable;

/** Only a server whose key stands in the file is spoken to, and why another is not is remembered for a person. */
final class HostKeys extends KnownHostsServerKeyVerifier {
    private final Path file;
    private volatile @Nullable String refused;

    HostKeys(Path file) {
        super(RejectAllServerKeyVerifier.INSTANCE, file);
        this.file = file;
    }

    @Nullable
    String refused() {
        return refused;
    }

    @Override
    protected boolean acceptUnknownHostKey(ClientSession session, SocketAddress remote, PublicKey key) {
        refused = "its key (" + KeyUtils.getFingerPrint(key) + ") does not stand in " + file
                + ". See that it is the right server, then add what 'ssh-keyscan' prints of it";
        return false;
    }

    @Override
    public boolean acceptModifiedServerKey(
            ClientSession session, SocketAddress remote, KnownHostEntry entry, PublicKey expected, PublicKey actual) {
        refused = "its key (" + KeyUtils.getFingerPrint(actual) + ") is not the one that stands in " + file
                + ": it is another server, or somebody listens in between. If it was set up anew, put its new key there";
        return false;
    }
}
