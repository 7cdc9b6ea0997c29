package dev.lastgood.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void theCacheIsWhereItIsConfigured() {
        assertThat(new Environment(Map.of("LASTGOOD_CACHE", "/c", "XDG_CACHE_HOME", "/x")).cacheFolder())
                .isEqualTo(Path.of("/c"));
    }

    @Test
    void theCacheFollowsTheDesktopsRules() {
        assertThat(new Environment(Map.of("XDG_CACHE_HOME", "/x")).cacheFolder())
                .isEqualTo(Path.of("/x/lastgood"));
    }

    @Test
    void theCacheIsElseInTheHomeFolder() {
        assertThat(new Environment(Map.of()).cacheFolder())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/lastgood"));
    }

    @Test
    void aBlankVariableIsUnset() {
        assertThat(new Environment(Map.of("TEMPORAL_ADDRESS", " ")).get("TEMPORAL_ADDRESS"))
                .isEmpty();
    }

    @Test
    void relativeEntriesOfThePathAreLeftOut() {
        assertThat(new Environment(Map.of("PATH", ".:/usr/bin::bin")).path()).containsExactly(Path.of("/usr/bin"));
    }
}
