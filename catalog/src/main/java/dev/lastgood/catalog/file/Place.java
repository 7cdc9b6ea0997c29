package dev.lastgood.catalog.file;

/**
 * Where in the file something stands.
 *
 * @param line counted from 1
 * @param key dotted, from the top
 */
record Place(int line, String key) {
    static final Place FILE = new Place(1, "");

    /** A key that ought to stand under this one. */
    Place under(String inner) {
        return new Place(line, key.isEmpty() ? inner : key + "." + inner);
    }
}
