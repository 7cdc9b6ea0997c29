package dev.lastgood.history.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.programs.S3ForTests;
import dev.lastgood.workflows.model.Artifact;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3ArtifactsTest extends ArtifactsContract {
    private S3ForTests server;
    private S3Artifacts artifacts;

    @BeforeEach
    void start() throws IOException {
        server = new S3ForTests();
        artifacts = open(S3ForTests.BUCKET, server.endpoint());
    }

    @AfterEach
    void stop() {
        artifacts.close();
        server.close();
    }

    @Override
    Artifacts artifacts() {
        return artifacts;
    }

    @Test
    void theUriNamesBucketAndPrefix() {
        assertThat(artifacts.uriOf(ROLLBACK, "app.log"))
                .isEqualTo(URI.create("s3://evidence/lastgood/production/shop/1a2b3c4d/app.log"));
    }

    @Test
    void requestsAreSigned() throws IOException {
        put("app.log", "hello");

        assertThat(server.authorizations).allMatch(it -> it.startsWith("AWS4-HMAC-SHA256 Credential=AKTEST/"));
    }

    @Test
    void aServerThatAsksForPatienceGetsIt() throws IOException {
        server.slowDown.set(1);

        put("app.log", "hello");

        assertThat(read("app.log")).isEqualTo("hello");
        assertThat(server.requests.stream().filter(it -> it.startsWith("PUT"))).hasSize(2);
    }

    @Test
    void aListingGoesOnOverAllPages() throws IOException {
        for (int i = 0; i < 5; i++) {
            put("part-" + i, "hello");
        }

        assertThat(artifacts.list(ROLLBACK))
                .extracting(Artifact::name)
                .containsExactly("part-0", "part-1", "part-2", "part-3", "part-4");
    }

    @Test
    void theChecksumOfAnObjectThatAnotherPutThereIsComputed() throws IOException {
        server.store("lastgood/production/shop/1a2b3c4d/notes.txt", "hello");

        assertThat(artifacts.list(ROLLBACK))
                .singleElement()
                .extracting(Artifact::sha256)
                .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    }

    @Test
    void aMissingBucketIsNamedWithWhatToDo() {
        try (S3Artifacts lost = open("nowhere", server.endpoint())) {
            assertThatThrownBy(() -> lost.list(ROLLBACK))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(server.endpoint().toString())
                    .hasMessageContaining("there is no bucket nowhere. Create it");
        }
    }

    @Test
    void missingRightsSayWhichAreNeededAndNoSecret() {
        server.refuseWith = 403;

        assertThatThrownBy(() -> put("app.log", "hello"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("get, put and list in the bucket evidence")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        URI endpoint = server.endpoint();
        server.close();

        assertThatThrownBy(() -> put("app.log", "hello"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't be written on " + endpoint)
                .hasMessageContaining("Check endpoint");
    }

    @Test
    void anEmptyBucketNameIsRefused() {
        assertThatThrownBy(() -> open("", server.endpoint())).hasMessageContaining("name the bucket");
    }

    private static S3Artifacts open(String bucket, URI endpoint) {
        return S3Artifacts.open(new S3Settings(bucket, "lastgood", null, endpoint, true), "AKTEST", "s3cret");
    }
}
