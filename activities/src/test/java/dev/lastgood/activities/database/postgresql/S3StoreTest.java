package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.database.postgresql.backups.store.BackupStore;
import dev.lastgood.activities.database.postgresql.backups.store.S3Store;
import dev.lastgood.history.artifacts.S3Settings;
import dev.lastgood.programs.S3ForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R10")
class S3StoreTest {
    @TempDir
    Path folder;

    @Test
    void whatIsLargerThanAPartGoesInPartsAndIsSeenWholeOrNotAtAll() throws Exception {
        byte[] content = new byte[2500];
        new java.util.Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("shop.dump"), content);
        AtomicLong sent = new AtomicLong();
        try (S3ForTests s3 = new S3ForTests();
                S3Store store = new S3Store(
                        new S3Settings(S3ForTests.BUCKET, "shop/", null, s3.endpoint(), true),
                        "AKTEST",
                        "secret",
                        1000)) {
            store.put(file, "shop.dump", sent::addAndGet);
            assertThat(s3.stored("shop/shop.dump")).isEqualTo(content);
            assertThat(s3.requests.stream().filter(it -> it.startsWith("PUT"))).hasSize(3);
            assertThat(sent).hasValue(2500);
            assertThat(store.list(name -> true))
                    .extracting(BackupStore.Entry::path)
                    .containsExactly("shop.dump");
            store.remove("shop.dump");
            assertThat(store.list(name -> true)).isEmpty();
        }
    }
}
