package dev.lastgood.activities.database.postgresql.backups.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** One object in parts, as a single PUT takes 5 GiB at most. It is there only when all parts are. */
record S3Upload(S3Client s3, String bucket, String key, long partBytes) {

    void send(Path file, LongConsumer sent) throws IOException {
        String id = s3.createMultipartUpload(it -> it.bucket(bucket).key(key)).uploadId();
        boolean whole = false;
        try (InputStream in = Files.newInputStream(file)) {
            List<CompletedPart> parts = new ArrayList<>();
            for (byte[] part = next(in); part.length > 0; part = next(in)) {
                int number = parts.size() + 1;
                RequestBody body = RequestBody.fromBytes(part);
                String tag = s3.uploadPart(
                                it -> it.bucket(bucket).key(key).uploadId(id).partNumber(number), body)
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
                sent.accept(part.length);
            }
            s3.completeMultipartUpload(
                    it -> it.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
            whole = true;
        } finally {
            if (!whole) {
                s3.abortMultipartUpload(it -> it.bucket(bucket).key(key).uploadId(id));
            }
        }
    }

    private byte[] next(InputStream in) throws IOException {
        return in.readNBytes((int) partBytes);
    }
}
