package dev.lastgood.starter.api;

import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a body, without the names of classes. */
final class BadJson {
    private BadJson() {}

    static String detail(JacksonException e) {
        String field = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        if (!(e instanceof DatabindException)) {
            return "the body is not JSON (line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")";
        }
        if (e instanceof UnrecognizedPropertyException) {
            return "the body has a field '" + field + "' that is not known";
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            return "'" + field + "' is '" + format.getValue() + "', expected one of "
                    + Arrays.stream(format.getTargetType().getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        return field.isEmpty() ? "the body is no JSON object" : "'" + field + "' has the wrong type";
    }
}
