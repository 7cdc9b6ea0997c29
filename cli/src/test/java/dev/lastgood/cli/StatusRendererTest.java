package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.client.RollbackView;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusRendererTest {
    @Test
    void howFarALongStepIsStandsBelowTheSteps() {
        String words = "restoring shop.sql.gz: 57 of 141 MB (40 %), 15 MB/s, 6 s left";
        var view = new RollbackView(
                Samples.SHOP,
                "rollback-production-shop",
                RollbackView.Execution.RUNNING,
                "running",
                List.of(),
                Samples.BEGAN,
                null,
                null,
                Samples.status(false, null),
                List.of(words));
        assertThat(new StatusRenderer(false).view(view, Samples.BEGAN)).endsWith("  … " + words);
    }
}
