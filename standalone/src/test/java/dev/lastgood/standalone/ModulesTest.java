package dev.lastgood.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.activity.ActivityInterface;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Holds the column "may depend on" of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.lastgood", importOptions = DoNotIncludeTests.class)
class ModulesTest {
    private static final Map<String, Set<String>> MAY_DEPEND_ON = Map.of(
            "programs", Set.of(),
            "workflows", Set.of(),
            "catalog", Set.of("workflows"),
            "history", Set.of("workflows"),
            "activities", Set.of("workflows", "catalog", "history", "programs"),
            "worker", Set.of("activities", "workflows", "catalog", "history", "programs"),
            "starter", Set.of("workflows", "catalog", "history"),
            "cli", Set.of("workflows", "catalog"),
            "standalone", Set.of("programs", "worker", "starter", "cli", "workflows", "catalog", "history"));

    @ArchTest
    static void aModuleDependsOnWhatItMay(JavaClasses all) {
        MAY_DEPEND_ON.forEach((module, allowed) -> {
            assertThat(all)
                    .as("classes of " + module)
                    .anyMatch(it -> it.getPackageName().startsWith("dev.lastgood." + module));
            Set<String> others = new HashSet<>(MAY_DEPEND_ON.keySet());
            others.removeAll(allowed);
            others.remove(module);
            noClasses()
                    .that()
                    .resideInAPackage("dev.lastgood." + module + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others.stream()
                            .map(it -> "dev.lastgood." + it + "..")
                            .toArray(String[]::new)))
                    .check(all);
        });
    }

    @ArchTest
    static final ArchRule WORKFLOWS_NEED_NO_LIBRARY_BUT_TEMPORALS = classes()
            .that()
            .resideInAPackage("dev.lastgood.workflows..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.lastgood.workflows..",
                    "java..",
                    "io.temporal..",
                    "io.grpc..",
                    "com.google.protobuf..",
                    "com.fasterxml.jackson..",
                    "org.slf4j..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule THE_MODULES_HAVE_NO_CYCLES =
            slices().matching("dev.lastgood.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_CAPABILITIES_HAVE_NO_CYCLES =
            slices().matching("dev.lastgood.activities.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ACTIVITIES_ARE_IMPLEMENTED_IN_ONE_MODULE = classes()
            .that()
            .implement(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "an activity interface", it -> it.isAnnotatedWith(ActivityInterface.class)))
            .should()
            .resideInAPackage("dev.lastgood.activities..");
}
