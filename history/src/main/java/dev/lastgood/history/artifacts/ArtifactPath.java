package dev.lastgood.history.artifacts;

import dev.lastgood.workflows.model.RollbackRef;
import java.util.regex.Pattern;

/** Where an artifact lies below the root: {@code <environment>/<service>/<key>/<name>}. Nothing else can be named. */
final class ArtifactPath {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private ArtifactPath() {}

    static String folder(RollbackRef rollback) {
        return rollback.service().environment() + "/" + rollback.service().service() + "/"
                + checked("rollback key", rollback.key());
    }

    static String file(RollbackRef rollback, String name) {
        return folder(rollback) + "/" + checked("artifact name", name);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static String checked(String what, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    what + " '" + name + "': use up to 128 letters, digits, dots, hyphens and"
                            + " underscores, and begin with a letter or digit");
        }
        return name;
    }
}
