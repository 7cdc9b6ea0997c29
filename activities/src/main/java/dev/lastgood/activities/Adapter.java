package dev.lastgood.activities;

/** One platform behind a port: it takes the targets of its type, whose settings bind to its record. */
public interface Adapter {

    /** What the catalog writes as {@code type}, such as {@code http}. */
    String type();

    /** What the catalog may write below it; the catalog's schema is made from this record. */
    Class<? extends Record> settings();
}
