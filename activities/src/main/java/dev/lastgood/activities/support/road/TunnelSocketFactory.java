package dev.lastgood.activities.support.road;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/** What the driver is given instead of TCP's. It makes one by its class's name and a text, so what it is to open is offered by a text. */
public final class TunnelSocketFactory extends SocketFactory {
    private static final Map<String, Offer> OFFERS = new ConcurrentHashMap<>();

    private final Offer offer;

    /** @param id of an {@link Offer} */
    public TunnelSocketFactory(String id) {
        offer = Objects.requireNonNull(OFFERS.get(id), "no such tunnel");
    }

    /** For the time in which one session is opened. */
    static final class Offer implements AutoCloseable {
        private final String id = UUID.randomUUID().toString();
        private final List<TunnelProcess> opened = new CopyOnWriteArrayList<>();
        private final Opener opener;

        Offer(Opener opener) {
            this.opener = opener;
            OFFERS.put(id, this);
        }

        String id() {
            return id;
        }

        private Socket open() throws IOException {
            TunnelProcess process = opener.open();
            opened.add(process);
            return new TunnelSocket(process);
        }

        /** The session did not come about: what the driver has left open, as it does when it has waited for too long. */
        List<TunnelProcess> abandon() {
            opened.forEach(TunnelProcess::close);
            return opened;
        }

        @Override
        public void close() {
            OFFERS.remove(id);
        }
    }

    /** Starts the program. */
    interface Opener {
        TunnelProcess open() throws TunnelFailed;
    }

    @Override
    public Socket createSocket() throws IOException {
        return offer.open();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return offer.open();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return offer.open();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return offer.open();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return offer.open();
    }
}
