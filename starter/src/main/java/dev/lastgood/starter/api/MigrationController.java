package dev.lastgood.starter.api;

import dev.lastgood.workflows.client.MigrationClient;
import dev.lastgood.workflows.model.MigrationTable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How migrations stand. */
@RestController
@Tag(name = "Migrations")
class MigrationController {
    private final MigrationClient migrations;
    private final Named named;

    MigrationController(MigrationClient migrations, Named named) {
        this.migrations = migrations;
        this.named = named;
    }

    @GetMapping("/api/migrations/{environment}/{service}")
    @Operation(
            summary =
                    "What Prisma, Supabase or Flyway have applied to the service's database, and what failed or is pending",
            description = "A worker looks; nothing is changed.")
    List<MigrationTable> migrations(@PathVariable String environment, @PathVariable String service) {
        return migrations.tables(named.service(service, environment));
    }
}
