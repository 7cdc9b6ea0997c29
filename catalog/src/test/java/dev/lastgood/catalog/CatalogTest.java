package dev.lastgood.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
    @TempDir
    Path folder;

    @Test
    void tries() throws Exception {
        Path f = folder.resolve("lastgood.yml");
        Files.writeString(f, """
channels:
  incidents: {type: slack, webhook: env:SLACK_INCIDENTS, kinds: [started, question, over-budget, person-needed, finished]}
  stakeholders: {type: email, smtp: "127.0.0.1:25", from: lastgood@example.com, to: [team@example.com], kinds: [finished]}
services:
  shop:
    impact: data-damage            # or degraded
    alerts: {service: shop}        # labels that must all match; environments add env: production
    contacts: [dba@example.com]
    kill-switch: {type: http, url: x}
    release: {type: git, repo: x}
    database: {type: postgresql, server: "127.0.0.1:5432", name: shop, user: postgres, password: env:PW, backups: {a: b}}
    evidence: [{type: file-tail, name: app-log, path: x}]
    checks: [{name: health, type: http, road: internal, when: [before-reopening, after-reopening], url: x}]
    watch: {window: 5m, every: 15s, relapse-after: 2, checks: []}
    approval: {answer-within: 30m, drift-tolerance: 0}
    budgets: {stop: 1m, deploy: 4m}   # keys are StepId.key()
    messages: [incidents, stakeholders]  # channel names
    environments:
      production: {alerts: {env: production}}
      staging: {database: {server: "127.0.0.1:5433"}, alerts: {env: staging}, checks: [{name: health, url: y}]}
""");
        Catalog.load(f).services().forEach(System.out::println);
        Files.writeString(f, """
channel: {}
channels:
  stakeholders: {type: email, kinds: [finish]}
services:
  shop:
    impact: data-loss
    contacts: dba@example.com
    database: {type: postgresql, server: "127.0.0.1", name: "sh\\"op", password: hunter2}
    databse: {}
    checks: [{name: health, road: internal, when: [before-reopening, after-reopening], url: x}]
    watch: {window: 5 minutes, every: 15, relapse-after: 0}
    approval:
    budgets: {stop: 0s, deploi: 4m}
    messages: [incidents, stakeholdrs]
    environments:
      production:
      Staging: {}
  shop: {}
  other: {environments: {production: }}
""");
        try {
            Catalog.load(f);
        } catch (CatalogException e) {
            System.out.println(e.getMessage());
        }
    }
}
