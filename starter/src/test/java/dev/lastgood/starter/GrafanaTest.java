package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grafana's webhook contact point, as its documentation shows its body. */
@Tag("T1")
class GrafanaTest extends StarterTestBase {
    @ParameterizedTest
    @ValueSource(strings = {"/webhooks/grafana", "/webhooks/alertmanager"})
    void aFiringAlertStartsARollbackWhicheverWayItComes(String path) {
        String service = path.endsWith("grafana") ? "s1" : "s2";

        Web.Reply reply =
                starter.send("POST", path, body("HighErrorRate", service, "c6eadffa33fcdf37"), Lab.WEBHOOK_TOKEN);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(temporal.client()
                        .newUntypedWorkflowStub("rollback-production-" + service)
                        .describe()
                        .getMemo("by", String.class))
                .isEqualTo("grafana");
    }

    @Test
    void withoutAFingerprintTheLabelsTellAlertsApart() {
        String old = body("HighErrorRate", "s3", "x").replace("\"fingerprint\":\"x\",", "");

        String first = starter.send("POST", "/webhooks/grafana", old, Lab.WEBHOOK_TOKEN)
                .text("/alerts/0/fingerprint");
        String again = starter.send("POST", "/webhooks/grafana", old, Lab.WEBHOOK_TOKEN)
                .text("/alerts/0/fingerprint");
        String other = starter.send("POST", "/webhooks/grafana", old.replace("s3", "s4"), Lab.WEBHOOK_TOKEN)
                .text("/alerts/0/fingerprint");

        assertThat(first).isEqualTo(again).isNotEqualTo(other).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DatasourceNoData", "DatasourceError"})
    @Tag("V10")
    void thatGrafanaSeesNoDataStartsNothing(String alertname) {
        Web.Reply reply =
                starter.send("POST", "/webhooks/grafana", body(alertname, "s5", "f5" + alertname), Lab.WEBHOOK_TOKEN);

        assertThat(reply.text("/alerts/0/decision")).isNotEqualTo("STARTED");
        assertThat(reply.text("/alerts/0/reason")).contains("no data");
        assertThat(starter.get("/api/rollbacks/production/s5").status()).isEqualTo(404);
    }

    @Test
    @Tag("V10")
    void norIsItAnAlertThatARunningRollbackHearsOf() {
        starter.send("POST", "/webhooks/grafana", body("HighErrorRate", "s6", "f6"), Lab.WEBHOOK_TOKEN);

        Web.Reply reply =
                starter.send("POST", "/webhooks/grafana", body("DatasourceNoData", "s6", "f7"), Lab.WEBHOOK_TOKEN);

        assertThat(reply.text("/alerts/0/decision")).isEqualTo("HELD");
    }

    private static String body(String alertname, String service, String fingerprint) {
        return """
                {"receiver":"My Super Webhook","status":"firing","orgId":1,"alerts":[
                 {"status":"firing","labels":{"alertname":"%s","service":"%s","team":"blue"},
                  "annotations":{"description":"5 %% of requests fail","summary":"error rate high"},
                  "startsAt":"2026-10-12T09:51:03.157076+02:00","endsAt":"0001-01-01T00:00:00Z",
                  "generatorURL":"https://grafana/alerting/1afz29v7z/edit","fingerprint":"%s",
                  "silenceURL":"https://grafana/alerting/silence/new","dashboardURL":"","panelURL":"","imageURL":"",
                  "values":{"B":44.23943737541908,"C":1},"valueString":"[ var='B' value=44.2 ]"}],
                 "groupLabels":{},"commonLabels":{"team":"blue"},"commonAnnotations":{},"externalURL":"https://grafana/",
                 "version":"1","groupKey":"{}:{}","truncatedAlerts":0,"title":"[FIRING:1]  (blue)","state":"alerting","message":"x"}
                """.formatted(alertname, service, fingerprint);
    }
}
