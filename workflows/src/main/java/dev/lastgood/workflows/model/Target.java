package dev.lastgood.workflows.model;

import java.util.Map;

/**
 * One thing outside that an adapter handles: a release on a platform, a kill switch, a message channel, a source of
 * evidence. Open on purpose: a new platform is a new type name with settings of its own, unknown to the workflows.
 *
 * @param type which adapter handles it, such as {@code git} or {@code http}
 * @param name what people call it, and what locks it: two services that share it name it alike
 * @param settings the adapter's settings as in the catalog; secrets stand in it as references only
 */
public record Target(String type, String name, Map<String, Object> settings) {}
