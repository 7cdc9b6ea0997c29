package dev.lastgood.standalone.demo.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** The shop's git repository: a good release and a bad one, each under its tag. */
public final class ShopRepository {
    public static final String GOOD = "v1.4.0";
    public static final String BAD = "v1.5.0";

    private static final List<String> GOOD_FILES = List.of(
            "README.md",
            "gitignore",
            "sources",
            "src/shop/Shop.java",
            "src/shop/Orders.java",
            "src/shop/Answer.java",
            "src/shop/Metrics.java",
            "src/shop/Version.java");
    private static final List<String> BAD_FILES = List.of("src/shop/Orders.java", "src/shop/Version.java");

    private final Path folder;

    private ShopRepository(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the repository with both tags in a folder that does not exist yet.
     *
     * @param goodAt when the good release was committed
     * @param badAt when the bad one was
     */
    public static ShopRepository create(Path folder, Instant goodAt, Instant badAt) {
        ShopRepository repository = new ShopRepository(folder);
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()) {
            repository.commit(git, GOOD, GOOD_FILES, "A small shop", goodAt);
            repository.commit(git, BAD, BAD_FILES, "Guest checkout", badAt);
            return repository;
        } catch (GitAPIException | IOException e) {
            throw new IllegalStateException("Can't make the shop's repository in " + folder + ": " + e.getMessage(), e);
        }
    }

    public void checkout(String tag) {
        try (Git git = Git.open(folder.toFile())) {
            git.checkout().setName(tag).call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GitAPIException e) {
            throw new IllegalStateException("Can't check out " + tag + " in " + folder + ": " + e.getMessage(), e);
        }
    }

    private void commit(Git git, String tag, List<String> files, String message, Instant at)
            throws GitAPIException, IOException {
        for (String file : files) {
            copy(tag + "/" + file, folder.resolve(file.equals("gitignore") ? ".gitignore" : file));
        }
        git.add().addFilepattern(".").call();
        PersonIdent author = new PersonIdent("Shop Developer", "dev@shop.example", at, ZoneId.systemDefault());
        git.commit()
                .setMessage(message)
                .setAuthor(author)
                .setCommitter(author)
                .setSign(false)
                .call();
        git.tag()
                .setName(tag)
                .setMessage(message)
                .setTagger(author)
                .setSigned(false)
                .call();
    }

    private static void copy(String resource, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        String name = "/dev/lastgood/standalone/demo/shop/" + resource;
        try (InputStream content = ShopRepository.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("This build lacks " + name);
            }
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
