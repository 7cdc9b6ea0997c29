package dev.lastgood.starter.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the served OpenAPI description says besides what the controllers say. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final Map<String, String> ERRORS = Map.of(
            "400", "Not understood: the detail says what, where and what would be right",
            "401", "No token, or the wrong one",
            "404", "No such service or rollback; the detail names what may have been meant",
            "409", "Refused as things stand: another plan runs, the question was answered, the rollback has ended",
            "413", "More than 1 MiB",
            "503", "Temporal, a worker or the history can't be reached; trying again is right");

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Lastgood")
                        .version("v1")
                        .description("Takes a service back to its last good state. Errors are problems (RFC 9457)."))
                .addSecurityItem(new SecurityRequirement().addList("api"))
                .components(new Components()
                        .addSecuritySchemes("api", bearer("The token of lastgood.api.token, where one is set"))
                        .addSecuritySchemes("webhook", bearer("The token of lastgood.webhook.token"))
                        .addSchemas("Problem", problem()));
    }

    @Bean
    OpenApiCustomizer errors() {
        return api -> api.getPaths()
                .values()
                .forEach(path -> path.readOperations()
                        .forEach(operation -> ERRORS.forEach(
                                (code, words) -> operation.getResponses().addApiResponse(code, error(words)))));
    }

    private static ApiResponse error(String words) {
        Schema<?> reference = new Schema<>().$ref("#/components/schemas/Problem");
        return new ApiResponse()
                .description(words)
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(reference)));
    }

    private static SecurityScheme bearer(String words) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(words);
    }

    private static Schema<?> problem() {
        ObjectSchema problem = new ObjectSchema();
        problem.addProperty("title", new StringSchema());
        problem.addProperty("status", new Schema<Integer>().type("integer"));
        problem.addProperty("detail", new StringSchema().description("What, where, and what to do"));
        problem.addProperty("instance", new StringSchema());
        return problem;
    }
}
