package dev.lastgood.workflows.decision;

import static dev.lastgood.workflows.decision.Sample.NOW;
import static dev.lastgood.workflows.decision.Sample.STANDARD;
import static dev.lastgood.workflows.decision.Sample.after;
import static dev.lastgood.workflows.decision.Sample.at;
import static dev.lastgood.workflows.decision.Sample.decide;
import static dev.lastgood.workflows.decision.Sample.hold;
import static dev.lastgood.workflows.decision.Sample.holding;
import static dev.lastgood.workflows.decision.Sample.hoursAgo;
import static dev.lastgood.workflows.decision.Sample.released;
import static dev.lastgood.workflows.decision.Sample.rule;
import static dev.lastgood.workflows.decision.Sample.running;
import static dev.lastgood.workflows.decision.Sample.wanting;
import static dev.lastgood.workflows.decision.Sample.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lastgood.workflows.TestPolicies;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Hold.Kind;
import dev.lastgood.workflows.model.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What speaks against a rollback. The alert began at 14:02, and it is 14:05. */
class DeciderGuardsTest {
    static Stream<Arguments> guards() {
        Hold asks = new Hold(Kind.FREEZE, "all", "the catalog", "weekend", null, at("18:00"), true);
        return Stream.of(
                arguments(
                        holding(hold(Kind.PAUSE)),
                        Verdict.HELD,
                        Guard.PAUSE,
                        "paused by ana since 13:50 UTC (migration); 'lastgood resume' ends the pause, 'lastgood start' rolls"
                                + " back all the same"),
                arguments(
                        holding(hold(Kind.BRAKE)),
                        Verdict.HELD,
                        Guard.BRAKE,
                        "the brake is pulled since 13:50 UTC (migration); 'lastgood brake rearm' arms it again"),
                arguments(
                        holding(hold(Kind.FREEZE)),
                        Verdict.HELD,
                        Guard.FREEZE,
                        "frozen (migration); 'lastgood start' rolls back all the same"),
                arguments(
                        holding(asks),
                        Verdict.ASK,
                        Guard.FREEZE,
                        "frozen, until 18:00 UTC (weekend); a person decides"),
                arguments(running(null), Verdict.JOIN, Guard.RUNNING, "joins the running rollback"),
                arguments(
                        new World(NOW, false, true, null, null, List.of(), 1),
                        Verdict.JOIN,
                        Guard.TRIAGE,
                        "joins what is being decided"),
                arguments(
                        after(at("14:03")),
                        Verdict.IGNORED,
                        Guard.SAME_EVENT,
                        "firing since before the last rollback ended: the last rollback ended at 14:03 UTC (restored),"
                                + " the alert began at 14:02 UTC; not rolled back again by itself, a person can by"
                                + " 'lastgood start'"),
                arguments(
                        after(at("13:53")),
                        Verdict.ASK,
                        Guard.COOLDOWN,
                        "the last rollback ended at 13:53 UTC (restored): within the cooldown of 30m a person decides;"
                                + " 18m left"),
                arguments(
                        wanting(4),
                        Verdict.HELD,
                        Guard.TOO_MANY,
                        "4 services want to roll back within 10m, more than 3: it is then something they share, such as"
                                + " the network, a database or Prometheus. The brake is pulled; 'lastgood brake rearm' arms it again"),
                arguments(
                        released(at("14:05")),
                        Verdict.ASK,
                        Guard.BEFORE_RELEASE,
                        "it began before the release: between 13:57 UTC and 14:02 UTC, and release v42 went live at"
                                + " 14:05 UTC; a person decides"),
                arguments(
                        released(at("14:00")),
                        Verdict.ASK,
                        Guard.DOUBTFUL,
                        "it may have begun before the release: between 13:57 UTC and 14:02 UTC, and release v42 went"
                                + " live at 14:00 UTC (clocks may differ by 2m); a person decides"),
                arguments(
                        released(hoursAgo(30)),
                        Verdict.ASK,
                        Guard.OLD_RELEASE,
                        "release v42 ran well for 29h 55m before it began, longer than 24h 00m: hardly its cause; a"
                                + " person decides"),
                arguments(
                        released(new World.Newest(null, "the cluster does not answer")),
                        Verdict.ASK,
                        Guard.RELEASE_UNKNOWN,
                        "which release runs can't be told (the cluster does not answer); a person decides"),
                arguments(
                        released((Instant) null),
                        Verdict.ASK,
                        Guard.RELEASE_UNKNOWN,
                        "since when release v42 runs can't be told; a person decides"),
                arguments(
                        new World(
                                NOW,
                                false,
                                false,
                                new World.Last("r1", hoursAgo(3), "restored", "sha-42"),
                                new World.Newest(new Release("sha-42", "v42", hoursAgo(3)), null),
                                List.of(),
                                1),
                        Verdict.ASK,
                        Guard.ROLLED_BACK_TO,
                        "release v42 is itself one that was rolled back to; a person decides"));
    }

    @ParameterizedTest
    @Tag("T9")
    @MethodSource("guards")
    void whatSpeaksAgainstARollbackSaysSoFirst(World world, Verdict verdict, Guard guard, String words) {
        for (Action action : List.of(Action.AT_ONCE, Action.VETO, Action.WATCH)) {
            Decision decision = decide(with(rule(action)), world);
            assertThat(decision.verdict()).isEqualTo(verdict);
            assertThat(decision.guards()).containsExactly(guard);
            assertThat(decision.reasons().get(0)).isEqualTo(words);
            assertThat(decision.reasons().get(1)).startsWith("P0: ");
        }
    }

    @ParameterizedTest
    @Tag("T9")
    @MethodSource("guards")
    void nothingTurnsAFixForwardOrWhatIsIgnoredIntoMore(World world, Verdict verdict, Guard guard, String words) {
        assertThat(decide(with(rule(Action.FIX_FORWARD)), world).verdict()).isEqualTo(Verdict.FIX_FORWARD);
        assertThat(decide(with(rule(Action.IGNORE)), world).verdict()).isEqualTo(Verdict.IGNORED);
    }

    @ParameterizedTest
    @Tag("T9")
    @MethodSource("guards")
    void aQuestionNeverBecomesARollback(World world, Verdict verdict, Guard guard, String words) {
        assertThat(decide(with(rule(Action.ASK)), world).verdict()).isNotIn(Verdict.START, Verdict.WAIT);
    }

    static Stream<World> quiet() {
        return Stream.of(
                World.quiet(NOW),
                after(at("13:35")),
                wanting(3),
                released(at("13:54")),
                released(hoursAgo(24)),
                released(new World.Newest(null, null)),
                holding(new Hold(Kind.PAUSE, "all", "ana", "", at("13:00"), at("14:05"))),
                holding(new Hold(Kind.FREEZE, "all", "the catalog", "", at("14:06"), null)));
    }

    @ParameterizedTest
    @MethodSource("quiet")
    void nothingSpeaksAgainstIt(World world) {
        Decision decision = decide(with(rule(Action.AT_ONCE)), world);
        assertThat(decision.verdict()).isEqualTo(Verdict.START);
        assertThat(decision.reasons()).hasSize(1);
        assertThat(decision.guards()).isEmpty();
    }

    @Test
    void allThatSpokeAreTold() {
        World world = new World(
                NOW,
                false,
                false,
                new World.Last("r1", at("13:53"), "restored", "sha-42"),
                new World.Newest(new Release("sha-42", "v42", at("14:05")), null),
                List.of(hold(Kind.FREEZE), hold(Kind.PAUSE)),
                4);
        Decision decision = decide(with(rule(Action.AT_ONCE)), world);
        assertThat(decision.verdict()).isEqualTo(Verdict.HELD);
        assertThat(decision.guards())
                .containsExactly(
                        Guard.PAUSE,
                        Guard.FREEZE,
                        Guard.TOO_MANY,
                        Guard.COOLDOWN,
                        Guard.ROLLED_BACK_TO,
                        Guard.BEFORE_RELEASE);
        assertThat(decision.reasons()).hasSize(7);
        assertThat(decision.reasons().get(0)).startsWith("paused by ana");
        assertThat(decision.reasons().get(1)).startsWith("P0: roll back at once");
    }

    @Test
    @Tag("T2")
    void whatRunsIsJoinedAlsoWhilePaused() {
        World world = new World(NOW, true, false, null, null, List.of(hold(Kind.PAUSE)), 9);
        Decision decision = decide(with(rule(Action.AT_ONCE)), world);
        assertThat(decision.verdict()).isEqualTo(Verdict.JOIN);
        assertThat(decision.words()).contains("paused by ana");
        assertThat(decision.pullsBrake()).isFalse();
    }

    @Test
    @Tag("T2")
    void anAlertInTheWatchIsARelapseAndNoOldEvent() {
        World.Last last = new World.Last("r0", at("14:03"), "restored", null);
        assertThat(decide(STANDARD, running(last)).verdict()).isEqualTo(Verdict.JOIN);
    }

    @Test
    @Tag("T9")
    void theBrakeIsPulledByTheServiceThatIsOneTooMany() {
        assertThat(decide(STANDARD, wanting(4)).pullsBrake()).isTrue();
        assertThat(decide(STANDARD, wanting(3)).pullsBrake()).isFalse();
        assertThat(decide(with(rule(Action.ASK)), wanting(4)).pullsBrake()).isFalse();
    }

    @Test
    @Tag("T9")
    void aBrakeOfNoServicesIsNone() {
        Policy free = TestPolicies.standard()
                .brake(new Policy.Brake(0, Duration.ofMinutes(10)))
                .build();
        assertThat(decide(free, wanting(100)).verdict()).isEqualTo(Verdict.START);
    }

    @Test
    @Tag("T9")
    void aRuleMayIgnoreFreezesButNeitherPauseNorBrake() {
        Rule p0 = new Rule(
                "P0", List.of(), Action.AT_ONCE, null, Rule.VETO, Rule.WATCH, null, Rule.HOTFIX, Set.of(), null, true);
        Decision frozen = decide(with(p0), holding(hold(Kind.FREEZE)));
        assertThat(frozen.verdict()).isEqualTo(Verdict.START);
        assertThat(frozen.reasons())
                .containsExactly("P0: roll back at once", "frozen (migration); this rule ignores freezes");
        assertThat(decide(with(p0), holding(hold(Kind.PAUSE))).verdict()).isEqualTo(Verdict.HELD);
        assertThat(decide(with(p0), holding(hold(Kind.BRAKE))).verdict()).isEqualTo(Verdict.HELD);
    }
}
