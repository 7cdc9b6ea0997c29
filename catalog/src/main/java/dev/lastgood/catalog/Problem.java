package dev.lastgood.catalog;

/**
 * One mistake in the catalog.
 *
 * @param file as it was given
 * @param line counted from 1
 * @param key where in the file, such as {@code services.shop.database.name}; empty for the file as a whole
 * @param what is wrong; never holds what may be a secret
 * @param fix what would be right
 */
public record Problem(String file, int line, String key, String what, String fix) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + what + (fix.isEmpty() ? "" : "; " + fix);
    }
}
