package dev.lastgood.activities;

import dev.lastgood.activities.check.CommandCheck;
import dev.lastgood.activities.check.Verification;
import dev.lastgood.activities.check.alerts.AlertmanagerCheck;
import dev.lastgood.activities.check.alerts.CloudwatchAlarmsCheck;
import dev.lastgood.activities.check.database.MigrationsCheck;
import dev.lastgood.activities.check.database.SqlCheck;
import dev.lastgood.activities.check.host.ResourcesCheck;
import dev.lastgood.activities.check.http.HttpCheck;
import dev.lastgood.activities.check.http.HttpFlowCheck;
import dev.lastgood.activities.check.logs.LogsCheck;
import dev.lastgood.activities.check.metrics.HttpMetricsCheck;
import dev.lastgood.activities.check.metrics.PromqlCheck;
import dev.lastgood.activities.evidence.AlertSource;
import dev.lastgood.activities.evidence.EvidenceSource;
import dev.lastgood.activities.evidence.FileTail;
import dev.lastgood.activities.evidence.GitLog;
import dev.lastgood.activities.evidence.SqlSource;
import dev.lastgood.activities.killswitch.HttpKillSwitch;
import dev.lastgood.activities.killswitch.KillSwitch;
import dev.lastgood.activities.message.EmailChannel;
import dev.lastgood.activities.message.MessageChannel;
import dev.lastgood.activities.message.MessageTemplates;
import dev.lastgood.activities.message.SlackChannel;
import dev.lastgood.activities.release.GitRelease;
import dev.lastgood.activities.release.ReleasePlatform;
import dev.lastgood.activities.support.Health;
import dev.lastgood.activities.support.Http;
import dev.lastgood.catalog.schema.Kind;
import dev.lastgood.history.artifacts.Artifacts;
import java.util.List;

/**
 * The adapters that come along, but for databases. A worker adds its own to these lists.
 *
 * @param settings how settings and secrets are found
 */
public record BuiltIn(Settings settings, Http http, Artifacts artifacts, MessageTemplates templates) {

    public List<KillSwitch> killSwitches() {
        return List.of(new HttpKillSwitch(settings, http));
    }

    public List<ReleasePlatform> releases() {
        return List.of(new GitRelease(settings, artifacts, new Health(http)));
    }

    public List<EvidenceSource> evidence() {
        return List.of(new FileTail(settings), new GitLog(settings), new SqlSource(settings), new AlertSource());
    }

    public List<Verification> checks() {
        return List.of(
                new HttpCheck(settings),
                new HttpFlowCheck(settings),
                new SqlCheck(settings),
                new MigrationsCheck(settings),
                new CommandCheck(settings),
                new PromqlCheck(settings, http),
                new HttpMetricsCheck(settings, http),
                new LogsCheck(settings),
                new ResourcesCheck(settings),
                new AlertmanagerCheck(settings, http),
                new CloudwatchAlarmsCheck(settings));
    }

    public List<MessageChannel> channels() {
        return List.of(new SlackChannel(settings, http, templates), new EmailChannel(settings, templates));
    }

    /** What the catalog's schema has to know of them. */
    public AdapterSettings adapterSettings() {
        return new AdapterSettings()
                .with(Kind.KILL_SWITCH, killSwitches())
                .with(Kind.RELEASE, releases())
                .with(Kind.EVIDENCE, evidence())
                .with(Kind.CHECK, checks())
                .with(Kind.CHANNEL, channels());
    }
}
