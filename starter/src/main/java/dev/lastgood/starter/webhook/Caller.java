package dev.lastgood.starter.webhook;

/** Who sent alerts, as what let them in is named. */
public final class Caller {
    /** The request's attribute with the name, such as {@code token new}. */
    public static final String ATTRIBUTE = "dev.lastgood.caller";

    private Caller() {}
}
