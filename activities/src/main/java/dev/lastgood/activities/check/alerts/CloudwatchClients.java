package dev.lastgood.activities.check.alerts;

import dev.lastgood.activities.Settings;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Clients of CloudWatch, as the catalog wants them. */
final class CloudwatchClients {
    private CloudwatchClients() {}

    static CloudWatchClient open(CloudwatchAlarmsCheck.Config how, Settings settings) {
        var builder = CloudWatchClient.builder()
                .credentialsProvider(credentials(how, settings))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(it -> it.apiCallTimeout(how.timeout()));
        if (how.endpoint() != null) {
            builder.endpointOverride(URI.create(how.endpoint()));
        }
        if (how.region() != null) {
            builder.region(Region.of(how.region()));
        } else if (how.endpoint() != null) {
            builder.region(Region.US_EAST_1);
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(CloudwatchAlarmsCheck.Config how, Settings settings) {
        if ((how.accessKey() == null) != (how.secretKey() == null)) {
            throw Failures.permanent(FailureType.CONFIGURATION, "access-key and secret-key belong together");
        }
        return how.accessKey() == null || how.secretKey() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.secret(how.accessKey()), settings.secret(how.secretKey())));
    }
}
