package dev.lastgood.cli;

import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What stands ready, as lines. */
final class ReadyTable {
    private ReadyTable() {}

    /** {@code shop (production): shop-20261120.sql.gz, state of 3h 10m ago, ready since … in shop_lg_1a2b3c4d_7f3a, 1.0 GiB}. */
    static String line(ServiceRef service, ReadyShadow shadow, Instant now) {
        String note = shadow.note() == null ? "" : " (" + shadow.note() + ")";
        String use = shadow.outdated()
                ? "; OUTDATED: another database is live now, so it is not used"
                : shadow.claimedBy() == null ? "" : "; taken by rollback " + shadow.claimedBy();
        String what = shadow.backup().equals(shadow.database()) ? "" : shadow.backup() + ", ";
        return service + ": " + what + "the state of " + ago(shadow.takenAt(), now) + " ago, ready since "
                + Words.minute(shadow.madeAt()) + " as " + shadow.database() + ", "
                + size(shadow.bytes()) + note + use;
    }

    static List<String> lines(ServiceRef service, List<ReadyShadow> shadows, Instant now) {
        return shadows.stream().map(it -> line(service, it, now)).toList();
    }

    private static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.isNegative()) {
            return "0s";
        }
        return age.toDays() >= 2 ? age.toDays() + " days" : Words.duration(age);
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20));
    }
}
