package dev.lastgood.catalog.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lastgood.catalog.CatalogFixture;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CatalogSchemaTest {
    private final JsonMapper json = new JsonMapper();
    private final JsonNode sample = json.readTree(CatalogFixture.SCHEMA);

    record Hides(String server) {}

    private static void assertIsSchema(JsonNode schema) {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_7.getDialectId()))
                        .validate(schema))
                .isEmpty();
    }

    private JsonNode checkedIn() throws Exception {
        try (InputStream resource = CatalogSchema.class.getResourceAsStream(CatalogSchema.RESOURCE)) {
            return json.readTree(resource);
        }
    }

    @Test
    void itIsAValidSchema() throws Exception {
        assertIsSchema(sample);
        assertIsSchema(checkedIn());
    }

    /** Of the adapters' settings in it, the test beside the adapters takes care. */
    @Test
    void theOneCheckedInIsInStepWithTheCatalogsOwnRecords() throws Exception {
        JsonNode now = json.readTree(CatalogSchema.generate(Map.of()));
        assertThat(checkedIn().at("/properties")).isEqualTo(now.at("/properties"));
        for (String definition : List.of("Service", "PartialService", "WrittenService")) {
            assertThat(checkedIn().at("/definitions/" + definition))
                    .as("%s: generate the schema again", definition)
                    .isEqualTo(now.at("/definitions/" + definition));
        }
        for (Kind kind : Kind.values()) {
            assertThat(checkedIn()
                            .at("/definitions/" + kind.definition() + "/properties")
                            .propertyNames())
                    .as("%s: generate the schema again", kind)
                    .isEqualTo(now.at("/definitions/" + kind.definition() + "/properties")
                            .propertyNames());
        }
    }

    @Test
    void itIsTheSameTextEveryTime() {
        Map<Kind, Map<String, Class<? extends Record>>> adapters =
                Map.of(Kind.CHECK, Map.of("a", CatalogFixture.SampleHttp.class, "b", CatalogFixture.SampleHttp.class));
        assertThat(CatalogSchema.generate(adapters))
                .isEqualTo(CatalogSchema.generate(adapters))
                .endsWith("}\n");
    }

    @Test
    void aSettingsRecordStandsUnderItsTypeWithNamesDefaultsAndWords() {
        JsonNode http = sample.at("/definitions/Check/allOf/0");
        assertThat(http.at("/if/properties/type/const").asString()).isEqualTo("http");
        JsonNode then = http.path("then");
        assertThat(then.path("additionalProperties").asBoolean()).isFalse();
        assertThat(then.path("required")).extracting(JsonNode::asString).containsExactly("url");
        assertThat(then.at("/properties/url/description").asString()).isEqualTo("Where it is asked.");
        assertThat(then.at("/properties/timeout/default").asString()).isEqualTo("10s");
        assertThat(then.at("/properties/token/x-secret").asBoolean()).isTrue();
        assertThat(then.at("/properties/headers/items/type").asString()).isEqualTo("string");
        assertThat(then.path("properties").propertyNames()).contains("name", "road", "when", "type");
    }

    @Test
    void aTypeNobodyToldOfIsLeftOpen() {
        assertThat(sample.at("/definitions/Release").has("additionalProperties"))
                .isFalse();
        assertThat(sample.at("/definitions/Check/properties/type").has("enum")).isFalse();
        assertThat(sample.at("/definitions/Check/properties/type/examples"))
                .extracting(JsonNode::asString)
                .containsExactly("http");
    }

    @Test
    void whatIsWrittenInPiecesNeedsNothingToBeThere() {
        assertThat(sample.at("/definitions/Service/required"))
                .extracting(JsonNode::asString)
                .containsExactly("impact");
        assertThat(sample.at("/definitions/PartialService").has("required")).isFalse();
        assertThat(sample.at("/definitions/PartialCheck/allOf/0/then").has("required"))
                .isFalse();
        assertThat(sample.at("/definitions/PartialCheck/allOf/0/if/required")).hasSize(1);
    }

    @Test
    void everyPatternIsAJavaPatternToo() {
        assertThat(sample.findValues("pattern").stream().filter(JsonNode::isString))
                .isNotEmpty()
                .allSatisfy(it -> Pattern.compile(it.asString()));
    }

    @Test
    void aSettingMayNotHideTheCatalogsOwnKey() {
        assertThatThrownBy(() -> CatalogSchema.generate(Map.of(Kind.DATABASE, Map.of("x", Hides.class))))
                .hasMessage("setting 'server' hides the catalog's own key");
    }
}
