package dev.lastgood.catalog.rules;

import com.samskivert.mustache.Mustache;
import dev.lastgood.catalog.settings.Durations;
import dev.lastgood.workflows.decision.Annotations;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Makes a service's Prometheus rules: the triggers of its runbook, with the labels and annotations that Lastgood reads. */
public final class PrometheusRules {
    /** Our words for how bad it is. */
    public static final List<String> SEVERITIES = List.of("critical", "high", "warning");

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();
    private static final Mustache.Compiler TEXTS =
            Mustache.compiler().withDelims("<% %>").withEscaper(PrometheusRules::inQuotes);

    /** A range, unless an offset follows: that is what the trouble is compared with. */
    private static final Pattern WINDOW = Pattern.compile("\\[([0-9a-z]+)(?::[0-9a-z]*)?](?! offset)");

    private final ServiceRef service;
    private final Map<String, String> labels;
    private final RuleSettings settings;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private PrometheusRules(ServiceRef service, Map<String, String> alerts, RuleSettings settings) {
        this.service = service;
        this.settings = settings;
        labels = new LinkedHashMap<>();
        labels.put("service", service.service());
        labels.put("env", service.environment());
        labels.putAll(alerts);
        JSON.convertValue(settings.metrics(), Map.class)
                .forEach((key, value) -> values.put(String.valueOf(key), value));
        values.put("all-metrics", String.join("|", settings.metrics().others()));
        values.put("service", service.service());
        values.put("environment", service.environment());
        values.put("selector", settings.selector() == null ? matchers(labels) : settings.selector());
        values.put("range", Durations.text(settings.range()));
        values.put("baseline", Durations.text(settings.baseline()));
        values.put("few", settings.few());
        values.put("few-per-path", settings.fewPerPath());
    }

    /**
     * The rules as a file of Prometheus has them.
     *
     * @param alerts the labels by which the catalog knows the service's alerts: the rules carry them, and look for series that
     *     do, unless the settings have a selector
     */
    public static String of(ServiceRef service, Map<String, String> alerts, RuleSettings settings) {
        return new PrometheusRules(service, alerts, settings).text();
    }

    /** The names of all rules there are. */
    public static List<String> names() {
        return RuleTemplates.all().stream()
                .flatMap(it -> it.variants().stream()
                        .map(variant -> TEXTS.compile(it.alert()).execute(variant)))
                .toList();
    }

    private String text() {
        List<Map<String, Object>> rules = RuleTemplates.all().stream()
                .flatMap(it -> it.variants().stream().map(variant -> rule(it, variant)))
                .filter(it -> !settings.without().contains(String.valueOf(it.get("alert"))))
                .toList();
        String name = "lastgood-" + service.environment() + "-" + service.service();
        var group = new LinkedHashMap<String, Object>();
        group.put("name", name);
        group.put("rules", rules);
        return """
                # Made by 'lastgood rules %s --environment %s'. To change it, change `rules` in the catalog, and make it again:
                # docs/rules.md says what is there. The annotations lastgood_for and lastgood_range tell Lastgood how long before
                # the alert the trouble began.
                """.formatted(service.service(), service.environment()) + yaml(Map.of("groups", List.of(group)));
    }

    private static String yaml(Object value) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setWidth(1000)
                .build();
        return new Dump(settings).dumpToString(value);
    }

    private Map<String, Object> rule(RuleTemplate template, Map<String, String> variant) {
        var all = new LinkedHashMap<>(values);
        variant.forEach((key, value) -> all.put(key, fill(value, values)));
        String alert = fill(template.alert(), all);
        String expr = fill(template.expr(), all);
        String holds = settings.holds().containsKey(alert)
                ? Durations.text(settings.holds().get(alert))
                : template.holds() == null ? "0s" : fill(template.holds(), all);
        var rule = new LinkedHashMap<String, Object>();
        rule.put("alert", alert);
        rule.put("expr", expr);
        rule.put("for", holds);
        rule.put("labels", labels(alert, fill(template.severity(), all)));
        rule.put(
                "annotations",
                annotations(template, all, holds, template.range() == null ? longest(expr) : template.range()));
        return rule;
    }

    private Map<String, String> labels(String alert, String severity) {
        var words = settings.severities();
        var all = new LinkedHashMap<>(labels);
        all.put("severity", words.getOrDefault(alert, words.getOrDefault(severity, severity)));
        all.put("rollback", "true");
        return all;
    }

    private Map<String, String> annotations(
            RuleTemplate template, Map<String, Object> all, String holds, String range) {
        var annotations = new LinkedHashMap<String, String>();
        annotations.put("summary", fill(template.summary(), all));
        annotations.put("description", fill(template.description(), all));
        if (settings.runbook() != null) {
            annotations.put("runbook_url", settings.runbook().toString());
        }
        annotations.put(Annotations.FOR, holds);
        annotations.put(Annotations.RANGE, range);
        return annotations;
    }

    private static String longest(String expr) {
        return WINDOW.matcher(expr)
                .results()
                .map(it -> Durations.parse(it.group(1)))
                .max(Duration::compareTo)
                .map(Durations::text)
                .orElse("0s");
    }

    private static String matchers(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(it -> it.getKey() + "=\"" + inQuotes(it.getValue()) + "\"")
                .collect(Collectors.joining(","));
    }

    private static String fill(String text, Map<String, Object> values) {
        return TEXTS.compile(text).execute(values);
    }

    /** As a text between PromQL's double quotes. */
    private static String inQuotes(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
