package dev.lastgood.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
    @TempDir
    Path root;

    @Test
    void programsOfATarStayExecutable() throws IOException {
        Archives.unpackTarXz(tar(file("bin/run", 0755), file("readme", 0644)), root);
        assertThat(root.resolve("bin/run")).isExecutable();
        assertThat(Files.isExecutable(root.resolve("readme"))).isFalse();
    }

    @Test
    void linksOfATarStayLinks() throws IOException {
        Archives.unpackTarXz(tar(file("lib/a.so.1", 0644), link("lib/a.so", "a.so.1")), root);
        assertThat(root.resolve("lib/a.so")).isSymbolicLink().isRegularFile();
    }

    @Test
    void refusesAFileOutsideTheFolder() throws IOException {
        InputStream archive = tar(file("../outside", 0644));
        assertThatThrownBy(() -> Archives.unpackTarXz(archive, root.resolve("inside")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside its folder");
    }

    @Test
    void refusesALinkThatLeadsOutside() throws IOException {
        InputStream archive = tar(link("etc", "/etc"));
        assertThatThrownBy(() -> Archives.unpackTarXz(archive, root))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside its folder");
    }

    @Test
    void programsOfAZipStayExecutable() throws IOException {
        Path archive = root.resolve("a.whl");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("package/bin/run");
            entry.setUnixMode(0100755);
            zip.putArchiveEntry(entry);
            zip.write(1);
            zip.closeArchiveEntry();
        }
        Archives.unpackZip(archive, root.resolve("unpacked"));
        assertThat(root.resolve("unpacked/package/bin/run")).isExecutable();
    }

    private static TarArchiveEntry file(String name, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        entry.setSize(1);
        return entry;
    }

    private static TarArchiveEntry link(String name, String to) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(to);
        return entry;
    }

    private static InputStream tar(TarArchiveEntry... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                if (entry.isFile() && !entry.isSymbolicLink()) {
                    tar.write(1);
                }
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
