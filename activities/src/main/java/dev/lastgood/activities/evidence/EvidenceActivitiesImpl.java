package dev.lastgood.activities.evidence;

import dev.lastgood.activities.Adapters;
import dev.lastgood.activities.support.Pulse;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.workflows.activities.EvidenceActivities;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.Failures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps each source by the adapter of its type. A source that can't be read delays nothing: its artifact says why. A store
 * that can't be written is an error.
 */
public final class EvidenceActivitiesImpl implements EvidenceActivities {
    static final String MANIFEST = "manifest.sha256";

    private final Adapters<EvidenceSource> sources;
    private final Artifacts artifacts;

    public EvidenceActivitiesImpl(List<EvidenceSource> sources, Artifacts artifacts) {
        this.sources = new Adapters<>("evidence", sources);
        this.artifacts = artifacts;
    }

    @Override
    public Artifact capture(Capture capture) {
        return Pulse.during(() -> {
            EvidenceSource source = sources.of(capture.source().type());
            String name = name(capture.source(), source.extension());
            for (Artifact kept : artifacts.list(capture.rollback())) {
                if (kept.name().equals(name)) {
                    return kept;
                }
            }
            return artifacts.put(capture.rollback(), name, stream(Redaction.clean(read(source, capture.source()))));
        });
    }

    @Override
    public Artifact seal(Seal seal) {
        String lines = seal.artifacts().stream()
                .filter(artifact -> !artifact.name().equals(MANIFEST))
                .sorted(Comparator.comparing(Artifact::name))
                .map(artifact -> artifact.sha256() + "  " + artifact.name() + "\n")
                .collect(Collectors.joining());
        return Pulse.during(() -> artifacts.put(seal.rollback(), MANIFEST, stream(lines)));
    }

    private static String read(EvidenceSource source, Target target) throws InterruptedException, IOException {
        try {
            return source.read(target);
        } catch (InterruptedException e) {
            throw e;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (Exception e) {
            return "This could not be captured: " + Failures.reason(e) + "\n";
        }
    }

    private static String name(Target source, String extension) {
        String plain = source.name().replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return (plain.isEmpty() ? source.type() : plain.substring(0, Math.min(100, plain.length()))) + "." + extension;
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
