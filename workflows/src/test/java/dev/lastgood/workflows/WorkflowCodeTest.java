package dev.lastgood.workflows;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.io.Serializable;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/** Workflow code gives the same on every replay: it takes time, chance and the outside from Temporal alone. */
@AnalyzeClasses(packages = "dev.lastgood.workflows", importOptions = DoNotIncludeTests.class)
class WorkflowCodeTest {
    /** All but {@code client}, which talks to Temporal from outside. */
    private static final String[] DETERMINISTIC = {
        "dev.lastgood.workflows.rollback..",
        "dev.lastgood.workflows.restore..",
        "dev.lastgood.workflows.salvage..",
        "dev.lastgood.workflows.displaced..",
        "dev.lastgood.workflows.triage..",
        "dev.lastgood.workflows.deployment..",
        "dev.lastgood.workflows.hold..",
        "dev.lastgood.workflows.noted..",
        "dev.lastgood.workflows.decision..",
        "dev.lastgood.workflows.plan..",
        "dev.lastgood.workflows.model..",
        "dev.lastgood.workflows.activities..",
        "dev.lastgood.workflows.support.."
    };

    @ArchTest
    static final ArchRule TAKES_THE_TIME_FROM_TEMPORAL = noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule LEAVES_NOTHING_TO_CHANCE = noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule LOGS_THROUGH_TEMPORAL = noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(LoggerFactory.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule DOES_NO_INPUT_OR_OUTPUT = noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.nio..",
                            "java.net..",
                            "java.sql..",
                            "javax.sql..",
                            "java.util.logging..",
                            "java.util.concurrent..",
                            "org.springframework..")
                    .and(not(belongToAnyOf(Serializable.class))));

    @ArchTest
    static final ArchRule ACTIVITIES_TAKE_AND_GIVE_ONE_RECORD = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(ActivityInterface.class)
            .should(takeAndGiveOneRecord())
            .andShould()
            .beAnnotatedWith(ActivityMethod.class);

    @ArchTest
    static final ArchRule ACTIVITIES_ARE_IMPLEMENTED_ELSEWHERE = classes()
            .that()
            .areAnnotatedWith(ActivityInterface.class)
            .should()
            .beInterfaces()
            .andShould(new ArchCondition<>("have no implementation here") {
                @Override
                public void check(JavaClass port, ConditionEvents events) {
                    port.getAllSubclasses()
                            .forEach(it -> events.add(SimpleConditionEvent.violated(it, it + " implements " + port)));
                }
            });

    private static ArchCondition<JavaMethod> takeAndGiveOneRecord() {
        return new ArchCondition<>("take one record and return one record") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var taken = method.getRawParameterTypes();
                boolean fine = taken.size() == 1
                        && taken.get(0).isRecord()
                        && method.getRawReturnType().isRecord();
                events.add(new SimpleConditionEvent(method, fine, method.getDescription()));
            }
        };
    }
}
