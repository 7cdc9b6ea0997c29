package dev.lastgood.workflows.decision;

/** What an alert's annotations may tell a decision. */
public final class Annotations {
    /** The rule's {@code for}, as Prometheus writes it. */
    public static final String FOR = "lastgood_for";

    /** The range of the rule's expression, such as the {@code 5m} of {@code rate(errors[5m])}. */
    public static final String RANGE = "lastgood_range";

    /** The id or name of the release that the alert is about. */
    public static final String RELEASE = "lastgood_release";

    private Annotations() {}
}
