package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.history.HistoryDatabase;
import dev.lastgood.history.HistoryEntry;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;

/** What must be so when a rollback went well, whatever happened on its way. */
final class Restored {
    private Restored() {}

    static void assertIs(Lane lane, TinyShop shop) throws Exception {
        assertThat(lane.outcome(shop).kind()).as(lane.outcome(shop).summary()).isEqualTo(Kind.RESTORED);
        assertDataOfTheBackup(shop);
        assertThat(shop.running()).isEqualTo("1.0.0");
        assertThat(shop.killSwitchOn()).isFalse();
        assertThat(shop.switched()).containsExactly("on", "off");
        assertThat(shop.calls()).containsExactly("stop", "build", "start");
        for (String call : shop.calls()) {
            assertThat(Collections.frequency(shop.allCalls(), call)).as(call).isLessThanOrEqualTo(2);
        }
        assertThat(shop.emergencyFiles()).singleElement().asString().startsWith("emergency-pre-rollback-");
        List<HistoryEntry> rows = history(lane, shop);
        assertThat(rows).singleElement().extracting(HistoryEntry::outcome).isEqualTo(Kind.RESTORED);
        assertThat(lane.site()
                        .artifacts()
                        .resolve("production/" + shop.name() + "/"
                                + rows.get(0).rollback().key() + "/report.md"))
                .exists();
    }

    /** Live is as the backup; what was live lies beside it, whole; nothing else does. */
    static void assertDataOfTheBackup(TinyShop shop) throws Exception {
        assertThat(shop.data.content(shop.name())).isEqualTo(shop.data.good());
        assertThat(shop.data.databases()).hasSize(2);
        String displaced = shop.data.databases().get(1);
        assertThat(displaced).startsWith(shop.name() + "_displaced_");
        assertThat(shop.data.content(displaced)).isEqualTo(shop.data.damaged());
        assertNobodyWorksOn(shop);
    }

    static void assertDataAsItWas(TinyShop shop) throws Exception {
        assertThat(shop.data.content(shop.name())).isEqualTo(shop.data.damaged());
        assertThat(shop.data.databases()).containsExactly(shop.name());
        assertNobodyWorksOn(shop);
    }

    /** No program that a killed worker left goes on. */
    private static void assertNobodyWorksOn(TinyShop shop) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(shop.data.sessions()).isEmpty());
    }

    static List<HistoryEntry> history(Lane lane, TinyShop shop) {
        try (HistoryDatabase database =
                HistoryDatabase.open(lane.site().postgres.jdbcUrl(Site.HISTORY), "postgres", null)) {
            return new RollbackHistory(database.dataSource())
                    .list(new RollbackHistory.Filter(shop.name(), "production", 10));
        }
    }
}
