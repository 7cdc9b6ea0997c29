package dev.lastgood.starter;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.client.Connection;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One starter for all tests of a class, in a namespace of their own, in which no worker works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StarterTestBase {
    Web starter;
    Connection temporal;

    @BeforeAll
    final void start() {
        String namespace = Lab.namespace(getClass().getSimpleName().toLowerCase(Locale.ROOT));
        temporal = Connection.to(Lab.temporal().address(), namespace);
        starter = another();
    }

    @AfterAll
    final void stop() {
        starter.close();
        temporal.close();
    }

    /** One more like it on the same namespace. */
    final Web another(String... more) {
        String[] settings = Stream.of(settings(), more).flatMap(Stream::of).toArray(String[]::new);
        return Lab.starter(
                Lab.temporal().address(), temporal.client().getOptions().getNamespace(), catalog(), settings);
    }

    Catalog catalog() {
        return Lab.catalog();
    }

    /** Settings of the starter beside those that each has. */
    String[] settings() {
        return new String[0];
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
