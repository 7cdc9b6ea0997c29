package dev.lastgood.catalog.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a text must look like, told to whoever loads or edits the catalog. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Matches {
    /** Valid as a Java and as an ECMA expression, from {@code ^} to {@code $}. */
    String pattern();

    /** Completes "must be …". */
    String expected();
}
