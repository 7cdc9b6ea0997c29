package dev.lastgood.workflows.decision;

import static dev.lastgood.workflows.decision.Sample.NOW;
import static dev.lastgood.workflows.decision.Sample.STANDARD;
import static dev.lastgood.workflows.decision.Sample.alert;
import static dev.lastgood.workflows.decision.Sample.at;
import static dev.lastgood.workflows.decision.Sample.decide;
import static dev.lastgood.workflows.decision.Sample.hoursAgo;
import static dev.lastgood.workflows.decision.Sample.released;
import static dev.lastgood.workflows.decision.Sample.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestPolicies;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.plan.Option;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the newest release is the cause. The alert began at 14:02, and it is 14:05. */
class DeciderReleasesTest {
    /** The rule says for: 5m and looks back over 2m, so it began between 13:55 and 13:57; clocks may differ by 2m. */
    @ParameterizedTest
    @Tag("T9")
    @CsvSource({"13:52, START", "13:53, ASK", "13:56, ASK", "13:59, ASK", "14:01, ASK"})
    void theRulesOwnTimesSayWhenItBegan(String deployed, Verdict verdict) {
        Alert alert = alert("critical", "lastgood_for", "5m", "lastgood_range", "2m");
        assertThat(Decider.decide(alert, STANDARD, released(at(deployed))).verdict())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @Tag("T9")
    @CsvSource({"13:56, DOUBTFUL", "13:59, DOUBTFUL", "14:00, BEFORE_RELEASE"})
    void whatHeldBeforeTheReleaseIsSureAndTheRestIsDoubtful(String deployed, Guard guard) {
        Alert alert = alert("critical", "lastgood_for", "5m", "lastgood_range", "2m");
        assertThat(Decider.decide(alert, STANDARD, released(at(deployed))).guards())
                .containsExactly(guard);
    }

    @Test
    @Tag("T9")
    void theCatalogMayGoOnInDoubtButNotWhenItIsSure() {
        Alert alert = alert("critical", "lastgood_for", "5m", "lastgood_range", "2m");
        Policy goesOn = TestPolicies.standard()
                .whenReleaseUnknown(Action.AT_ONCE)
                .whenDoubtful(Action.AT_ONCE)
                .build();
        Decision doubtful = Decider.decide(alert, goesOn, released(at("13:56")));
        assertThat(doubtful.verdict()).isEqualTo(Verdict.START);
        assertThat(doubtful.words())
                .contains("it may have begun before the release")
                .endsWith("the catalog says to go on all the same");
        assertThat(Decider.decide(alert, goesOn, released(at("14:00"))).verdict())
                .isEqualTo(Verdict.ASK);
        assertThat(Decider.decide(alert, goesOn, released((Instant) null)).verdict())
                .isEqualTo(Verdict.START);
    }

    @Test
    void anAnnotationThatIsNoDurationIsToldAndTheCatalogsTimeCounts() {
        Alert alert = alert("critical", "lastgood_for", "five");
        Decision decision = Decider.decide(alert, STANDARD, released(at("13:54")));
        assertThat(decision.verdict()).isEqualTo(Verdict.START);
        assertThat(decision.words()).contains("the annotation lastgood_for 'five' is no duration such as 5m");
    }

    @Test
    @Tag("T6")
    void anAlertThatNamesTheReleaseNeedsNoTimes() {
        Alert named = alert("critical", Annotations.RELEASE, "v42");
        assertThat(Decider.decide(named, STANDARD, released(NOW)).verdict()).isEqualTo(Verdict.START);
        Alert other = alert("critical", Annotations.RELEASE, "v41");
        Decision decision = Decider.decide(other, STANDARD, released(hoursAgo(1)));
        assertThat(decision.verdict()).isEqualTo(Verdict.ASK);
        assertThat(decision.words()).startsWith("the alert is about release v41, but v42 runs; a person decides");
    }

    @Test
    @Tag("T6")
    void aDeploymentThatWentBadMeetsTheSameRules() {
        Rule p0 = Rule.of("P0", List.of("severity=~\"P0|critical\""), Action.AT_ONCE);
        Release release = new Release("sha-42", "v42", at("14:01"));
        Alert bad = alert(
                at("14:01"),
                Map.of("alertname", "LastgoodDeployment", "service", "shop", "severity", "critical"),
                Annotations.RELEASE,
                release.id());
        Decision decision = Decider.decide(bad, with(p0), released(at("14:01")));
        assertThat(decision.verdict()).isEqualTo(Verdict.START);
        assertThat(decision.rule()).isEqualTo(p0);
    }

    @Test
    void aRuleThatTakesNoReleaseBackDoesNotAskAboutReleases() {
        Rule database = new Rule(
                "corrupt",
                List.of(),
                Action.AT_ONCE,
                null,
                Rule.VETO,
                Rule.WATCH,
                null,
                Rule.HOTFIX,
                Set.of(Option.DATABASE),
                null);
        assertThat(decide(with(database), released(hoursAgo(100))).verdict()).isEqualTo(Verdict.START);
    }
}
