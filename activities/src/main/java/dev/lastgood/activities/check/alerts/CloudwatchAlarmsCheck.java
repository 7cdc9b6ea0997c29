package dev.lastgood.activities.check.alerts;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.check.Verification;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;

/** CloudWatch's alarms are OK. One without enough data is unknown, and so is one that does not exist. */
public final class CloudwatchAlarmsCheck implements Verification {
    /** As many names as CloudWatch takes at once. */
    private static final int NAMES = 100;

    private final Settings settings;

    public CloudwatchAlarmsCheck(Settings settings) {
        this.settings = settings;
    }

    /** Which alarms, and how to log in. */
    public record Config(
            @Describe("The alarms, by name") @Default("[]") List<String> alarms,

            @Describe("Or all whose names begin so") @Nullable
            String prefix,

            @Describe("AWS's region, such as eu-west-3") @Nullable
            String region,

            @Describe("Where CloudWatch is reached, when not at AWS") @Nullable
            String endpoint,

            @Describe("Where the access key is; without it AWS's default chain finds credentials") @Nullable
            SecretRef accessKey,

            @Describe("Where the secret key is") @Nullable SecretRef secretKey,

            @Describe("How long all requests together may take") @Default("10s")
            Duration timeout) {}

    private record Alarm(String name, String state, String reason) {}

    @Override
    public String type() {
        return "cloudwatch-alarms";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Run run) throws IOException {
        var how = settings.bind(run.check(), Config.class);
        if (how.alarms().isEmpty() == (how.prefix() == null) || how.alarms().size() > NAMES) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "set either 'alarms' (at most " + NAMES + ") or 'prefix'");
        }
        try (CloudWatchClient client = CloudwatchClients.open(how, settings)) {
            return judge(how, alarms(how, client));
        } catch (AwsServiceException e) {
            String code =
                    e.awsErrorDetails() == null ? "" : " " + e.awsErrorDetails().errorCode();
            throw new IOException("CloudWatch answered " + e.statusCode() + code + ": " + said(e), e);
        } catch (SdkException e) {
            throw new IOException("CloudWatch can't be asked: " + e.getMessage(), e);
        }
    }

    private static String said(AwsServiceException e) {
        String message = e.awsErrorDetails() == null
                ? e.getMessage()
                : e.awsErrorDetails().errorMessage();
        return e.isThrottlingException() ? "it throttles; ask less often (" + message + ")" : String.valueOf(message);
    }

    private static List<Alarm> alarms(Config how, CloudWatchClient client) {
        DescribeAlarmsRequest request = DescribeAlarmsRequest.builder()
                .alarmNames(how.alarms().isEmpty() ? null : how.alarms())
                .alarmNamePrefix(how.prefix())
                .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                .build();
        List<Alarm> alarms = new ArrayList<>();
        for (DescribeAlarmsResponse page : client.describeAlarmsPaginator(request)) {
            page.metricAlarms()
                    .forEach(it ->
                            alarms.add(new Alarm(it.alarmName(), it.stateValueAsString(), reason(it.stateReason()))));
            page.compositeAlarms()
                    .forEach(it ->
                            alarms.add(new Alarm(it.alarmName(), it.stateValueAsString(), reason(it.stateReason()))));
        }
        return alarms;
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "" : reason;
    }

    private static Finding judge(Config how, List<Alarm> alarms) {
        List<Alarm> raised =
                alarms.stream().filter(it -> it.state().equals("ALARM")).toList();
        List<String> silent = new ArrayList<>(alarms.stream()
                .filter(it -> !it.state().equals("ALARM") && !it.state().equals("OK"))
                .map(Alarm::name)
                .toList());
        List<String> missing = how.alarms().stream()
                .filter(name -> alarms.stream().noneMatch(it -> it.name().equals(name)))
                .toList();
        List<Finding> findings = new ArrayList<>();
        if (!raised.isEmpty()) {
            findings.add(Finding.failed(
                    "in ALARM, expected OK: " + raised.stream().map(Alarm::name).collect(Collectors.joining(", "))));
        }
        if (!silent.isEmpty()) {
            findings.add(Finding.unknown("no data: INSUFFICIENT_DATA for " + String.join(", ", silent)));
        }
        if (!missing.isEmpty()) {
            findings.add(Finding.unknown("there is no alarm " + String.join(", no alarm ", missing)));
        }
        if (alarms.isEmpty() && missing.isEmpty()) {
            findings.add(Finding.unknown("no alarm's name begins with " + how.prefix()));
        }
        if (findings.isEmpty()) {
            return Finding.passed(
                            (alarms.size() == 1 ? "the alarm is" : "all " + alarms.size() + " alarms are") + " OK")
                    .with("alarms", alarms.size());
        }
        Finding all = Finding.all(findings);
        return all.saying(all.detail()
                        + raised.stream()
                                .map(it -> "\n" + it.name() + ": " + Words.cut(it.reason(), 300))
                                .collect(Collectors.joining()))
                .with("alarms", alarms.size());
    }
}
