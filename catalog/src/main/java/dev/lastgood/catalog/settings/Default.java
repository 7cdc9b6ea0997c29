package dev.lastgood.catalog.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a settings record's component is when the catalog does not say, written as in the catalog: {@code @Default("5m")}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** Text stands as it is; numbers, booleans, lists and maps are written as JSON ({@code "[]"}, {@code "{}"}). */
    String value();
}
