package dev.lastgood.workflows.support;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** The search attributes of a rollback. They stay readable whatever encrypts payloads: no person and no alert text. */
public final class SearchKeys {
    public static final SearchAttributeKey<String> SERVICE = SearchAttributeKey.forKeyword("LastgoodService");
    public static final SearchAttributeKey<String> ENVIRONMENT = SearchAttributeKey.forKeyword("LastgoodEnvironment");
    public static final SearchAttributeKey<String> SEVERITY = SearchAttributeKey.forKeyword("LastgoodSeverity");
    public static final SearchAttributeKey<String> PHASE = SearchAttributeKey.forKeyword("LastgoodPhase");
    public static final SearchAttributeKey<String> OUTCOME = SearchAttributeKey.forKeyword("LastgoodOutcome");

    public static final List<SearchAttributeKey<String>> ALL = List.of(SERVICE, ENVIRONMENT, SEVERITY, PHASE, OUTCOME);

    private SearchKeys() {}
}
