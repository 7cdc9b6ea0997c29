package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.client.DecisionRow;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.client.TriageView;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.triage.Triage.Taken;
import dev.lastgood.workflows.triage.TriageStatus;
import dev.lastgood.workflows.triage.TriageStatus.Question;
import dev.lastgood.workflows.triage.TriageStatus.Stage;
import dev.lastgood.workflows.triage.Way;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DecisionCommandsTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");
    private static final String TRIAGE = "/api/triages/production/shop";
    private static final Instant AT = Instant.parse("2026-11-21T05:00:00Z");
    private static final Hold PAUSE = new Hold(Hold.Kind.PAUSE, "all", "Ada", "the move", AT, AT.plusSeconds(7200));

    @AutoClose
    final FakeStarter starter = new FakeStarter();

    @BeforeEach
    void know() {
        starter.reply("GET /api/services/shop", 200, SHOP);
    }

    private static TriageView view() {
        var question = new Question(
                "t1",
                "shop (production) will be rolled back in 5m unless somebody objects",
                List.of("P1 - High"),
                List.of(Way.VETO, Way.ROLL_BACK),
                AT.plusSeconds(300),
                "it is rolled back");
        var status = new TriageStatus(
                new RollbackRef(SHOP, "1a2b3c4d"),
                "error rate over 5 %",
                null,
                new Decision(Verdict.WAIT, null, List.of("P1 - High"), AT),
                true,
                Stage.VETO,
                AT,
                null,
                question,
                null,
                List.of(),
                null);
        return new TriageView(SHOP, true, question.text(), AT, null, status);
    }

    @Test
    @Tag("T5")
    void what_is_being_decided_is_shown_with_the_commands_that_answer() {
        starter.reply("GET " + TRIAGE, 200, view());

        var ran = starter.run("triage", "shop");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("will be rolled back in 5m unless somebody objects (t1)")
                .contains(
                        "don't roll back (say why): lastgood veto shop --environment production --by YOU --reason WHY");
    }

    @Test
    @Tag("T5")
    void a_veto_goes_with_name_and_reason() {
        starter.reply("POST " + TRIAGE + "/answers", 200, new Taken("t1", Way.VETO, "Answer to t1: don't roll back"));

        var ran = starter.run("veto", "shop", "--by", "Ada", "--reason", "a load test");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(starter.bodies.get(starter.bodies.size() - 1)).contains("VETO", "Ada", "a load test");
    }

    @Test
    @Tag("T5")
    void a_hotfix_is_promised_for_a_time() {
        starter.reply("POST " + TRIAGE + "/answers", 200, new Taken("t1", Way.HOTFIX, "Answer to t1"));

        var ran = starter.run("answer", "shop", "--choice", "hotfix", "--within", "30m", "--by", "Ada");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(starter.bodies.get(starter.bodies.size() - 1)).contains("HOTFIX", "PT30M");
    }

    @Test
    @Tag("T5")
    void rolling_back_answers_what_is_being_decided_while_something_is() {
        starter.reply("GET " + TRIAGE, 200, view());
        starter.reply("POST " + TRIAGE + "/answers", 200, new Taken("t1", Way.ROLL_BACK, "Answer to t1"));

        assertThat(starter.run("answer", "shop", "--choice", "roll-back", "--by", "Ada")
                        .exit())
                .isZero();
    }

    @Test
    @Tag("T9")
    void a_pause_is_set_for_a_time_and_shown_before_what_runs() {
        starter.reply("POST /api/pause", 200, PAUSE);
        starter.reply("GET /api/holds", 200, List.of(PAUSE));
        starter.reply("GET /api/triages", 200, List.of(view()));
        starter.reply("GET /api/rollbacks", 200, "{\"running\":[],\"recent\":[]}");

        var paused = starter.run("pause", "--reason", "the move", "--by", "Ada", "--for", "2h");
        var status = starter.run("status");

        assertThat(paused.exit()).as(paused.err()).isZero();
        assertThat(starter.bodies.get(0)).contains("PT2H");
        assertThat(status.out().lines())
                .containsExactly(
                        "Paused: all services, by Ada since 2026-11-21 05:00 UTC, until 2026-11-21 07:00 UTC: the move",
                        "Being decided: shop (production)  since 2026-11-21 05:00 UTC  shop (production) will be rolled back"
                                + " in 5m unless somebody objects",
                        "No rollback is running.");
    }

    @Test
    @Tag("T9")
    void a_start_says_what_it_is_not_held_by() {
        starter.reply("GET /api/holds?service=shop&environment=production", 200, List.of(PAUSE));
        starter.reply(
                "POST /api/rollbacks",
                202,
                new Started(Started.Decision.STARTED, "rollback-production-shop", "r1", "it has started", null));

        assertThat(starter.run("start", "shop", "--by", "Ada", "--reason", "500s")
                        .out()
                        .lines())
                .containsExactly(
                        "it has started",
                        "  Paused: all services, by Ada since 2026-11-21 05:00 UTC, until 2026-11-21 07:00 UTC: the move"
                                + " (that holds alerts, not people)");
    }

    @Test
    @Tag("T9")
    void a_brake_that_is_pulled_is_shown_with_how_to_arm_it() {
        starter.reply(
                "GET /api/holds",
                200,
                List.of(new Hold(Hold.Kind.BRAKE, "all", "lastgood", "4 services wanted to", AT, null)));

        assertThat(starter.run("brake").out())
                .contains("The brake is pulled: all services")
                .contains("lastgood brake rearm --by YOU");
    }

    @Test
    @Tag("T4")
    void decisions_are_listed_with_their_reasons() {
        starter.reply(
                "GET /api/decisions?limit=50",
                200,
                List.of(new DecisionRow(
                        AT,
                        "HighErrorRate",
                        "f1",
                        AT,
                        null,
                        null,
                        "IGNORED",
                        null,
                        List.of("no service of the catalog takes it"),
                        null,
                        null,
                        null)));

        assertThat(starter.run("decisions").out().lines())
                .containsExactly(
                        "2026-11-21 05:00 UTC  no service  HighErrorRate: ignored",
                        "    no service of the catalog takes it");
    }
}
