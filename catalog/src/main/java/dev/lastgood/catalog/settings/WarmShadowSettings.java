package dev.lastgood.catalog.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When and how a database's newest good backup is restored before anybody needs it. */
public record WarmShadowSettings(
        @Describe("when, as cron writes it, such as 0 4 * * *; or every") @Nullable
        String schedule,

        @Describe("how often, such as 24h; where there is no schedule (without both: every 24h)") @Nullable
        Duration every,

        @Describe("the time zone of schedule, such as Europe/Paris") @Default("UTC")
        String zone,

        @Describe(
                "what warm shadows may take on the server: twice the database, as the old one stays until the new one is whole")
        Size diskBudget,

        @Describe("take the warm shadow though a newer good backup exists; the question says what the difference is")
        @Default("false")
        boolean preferWarm) {}
