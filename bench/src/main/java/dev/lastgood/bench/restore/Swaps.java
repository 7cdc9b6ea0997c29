package dev.lastgood.bench.restore;

import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In and back again, many times, under clients who connect anew for every query, and some behind a PgBouncer. */
final class Swaps {
    private static final int RECONNECTING = 12;
    private static final int POOLED = 2;
    private static final RollbackRef ROLLBACK = Parts.rollback(1);

    private final Site site;
    private final List<Double> gaps = new ArrayList<>();
    private final List<Double> quiet = new ArrayList<>();
    private int refused;
    private int logins;
    private int poolerErrors;

    Swaps(Site site) {
        this.site = site;
    }

    /** As in {@link Figures}. */
    record Seen(List<Double> gaps, List<Double> quiet, int refused, int logins, int poolerErrors) {
        String words() {
            return "%d swaps: clients saw %.0f ms (worst %.0f ms), without a swap %.0f ms; %d of %d logins refused"
                    .formatted(
                            gaps.size(),
                            Figures.median(gaps),
                            Figures.worst(gaps),
                            Figures.median(quiet),
                            refused,
                            logins);
        }
    }

    Seen run(Parts parts, Shadow shadow, int times) throws IOException, InterruptedException {
        var roads = new ArrayList<>(List.of(new ClientProcess.Road("direct", site.url(), RECONNECTING, 0)));
        Optional<PgBouncer> bouncer = PgBouncer.start(site, "session");
        bouncer.ifPresent(it -> roads.add(new ClientProcess.Road("pooled", it.url(), 0, POOLED)));
        try (ClientProcess clients = ClientProcess.start(roads)) {
            Thread.sleep(3000);
            for (int i = 0; i < times; i++) {
                once(clients, parts, shadow, i % 2 == 0);
            }
            if (times % 2 == 1) {
                parts.swapBack(ROLLBACK, shadow);
            }
        }
        if (bouncer.isPresent()) {
            bouncer.get().close();
        }
        return new Seen(gaps, quiet, refused, logins, bouncer.isPresent() ? poolerErrors : -1);
    }

    /** Through a PgBouncer that is paused for each swap, as the catalog can say; -1 where none is installed. */
    int errorsWhenPaused(Shadow shadow, int times) throws IOException, InterruptedException {
        Optional<PgBouncer> found = PgBouncer.start(site, "transaction");
        if (found.isEmpty()) {
            return -1;
        }
        try (PgBouncer pooler = found.get();
                Parts parts = new Parts(site.programs, site.database(pooler));
                ClientProcess clients =
                        ClientProcess.start(List.of(new ClientProcess.Road("pooled", pooler.url(), 2, 2)))) {
            Thread.sleep(3000);
            clients.reset();
            for (int i = 0; i < times; i++) {
                parts.swap(ROLLBACK, shadow);
                parts.swapBack(ROLLBACK, shadow);
            }
            return clients.report().stream().mapToInt(Client.Seen::errors).sum();
        }
    }

    private void once(ClientProcess clients, Parts parts, Shadow shadow, boolean in)
            throws IOException, InterruptedException {
        clients.reset();
        Thread.sleep(150);
        quiet.add(gap(clients.report()));
        clients.reset();
        if (in) {
            parts.swap(ROLLBACK, shadow);
        } else {
            parts.swapBack(ROLLBACK, shadow);
        }
        Thread.sleep(100);
        List<Client.Seen> seen = clients.report();
        gaps.add(gap(seen));
        for (Client.Seen client : seen) {
            refused += client.reconnecting() ? client.refused() : 0;
            logins += client.reconnecting() ? client.answers() : 0;
            poolerErrors += client.road().equals("pooled") ? client.errors() : 0;
        }
    }

    /** The longest that any of the direct clients went without an answer, in milliseconds. */
    static double gap(List<Client.Seen> seen) {
        return seen.stream()
                .filter(it -> it.road().equals("direct"))
                .mapToDouble(it -> it.longestGap() / 1e6)
                .max()
                .orElseThrow();
    }
}
