package dev.lastgood.activities.check.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Of what systemd 252 has printed. */
@Tag("V4")
@EnabledOnOs(OS.LINUX)
class SystemdUnitTest {
    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void allProcessesOfItsControlGroupAreCounted() throws Exception {
        SystemdUnit unit = shown(SELF, group(), "loaded", "active", "running");

        assertThat(unit.main()).containsExactly(SELF);
        assertThat(unit.all()).contains(SELF);
    }

    /** One of type forking that has left two processes behind: it runs, though systemd knows of no main process. */
    @Test
    void aUnitWithoutAMainProcessRunsAllTheSame() throws Exception {
        SystemdUnit unit = shown(0, group(), "loaded", "active", "running");

        assertThat(unit.main()).contains(SELF).isEqualTo(unit.all());
    }

    @Test
    void oneThatSystemdIsAboutToStartAgainDoesNotRun() {
        assertThatThrownBy(() -> shown(0, "", "loaded", "activating", "auto-restart"))
                .isInstanceOf(Usage.Gone.class)
                .hasMessage("shop.service does not run: activating (auto-restart)");
    }

    @Test
    void oneThatSystemdDoesNotKnowIsCalledSo() {
        assertThatThrownBy(() -> shown(0, "", "not-found", "inactive", "dead"))
                .isInstanceOf(Usage.Gone.class)
                .hasMessage("systemd knows no unit shop.service");
    }

    private static SystemdUnit shown(long main, String group, String loaded, String active, String sub)
            throws IOException, Usage.Gone {
        return SystemdUnit.of("shop.service", """
                MainPID=%d
                ControlGroup=%s
                LoadState=%s
                ActiveState=%s
                SubState=%s
                """.formatted(main, group, loaded, active, sub));
    }

    private static String group() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                .filter(it -> it.startsWith("0::"))
                .findFirst()
                .map(it -> it.substring(3))
                .orElse("/");
    }
}
