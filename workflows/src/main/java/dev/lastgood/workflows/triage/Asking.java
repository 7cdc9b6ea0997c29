package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.triage.Triage.Reply;
import dev.lastgood.workflows.triage.TriageMailbox.News;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import dev.lastgood.workflows.triage.TriageStatus.Question;
import dev.lastgood.workflows.triage.TriageStatus.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks people what to do, and waits for a hotfix that one of them promises; they are asked again when it does not come. */
final class Asking {
    private static final int MOST_PROMISES = 3;
    private static final int MOST_ASKED = 2;

    private final Matter matter;
    private final TriageMailbox mailbox;
    private final Conclusion conclusion;
    private int promises;

    Asking(Matter matter, TriageMailbox mailbox, Conclusion conclusion) {
        this.matter = matter;
        this.mailbox = mailbox;
        this.conclusion = conclusion;
    }

    /** @param well whether what was wrong has gone away: silence ends it then */
    Outcome ask(String text, List<String> lines, boolean well) {
        int rounds = well ? 1 : MOST_ASKED;
        for (int round = 1; round <= rounds; round++) {
            open(round == 1 ? text : "Nobody has answered yet. " + text, lines, round < rounds);
            News news = mailbox.await();
            while (news == News.RESOLVED) {
                Outcome end = well ? null : conclusion.recovered();
                if (end != null) {
                    return end;
                }
                news = mailbox.await();
            }
            if (news != News.TIME) {
                return conclusion.said();
            }
        }
        return well
                ? new Outcome(Outcome.Kind.RECOVERED, "the alert resolved, and nobody wanted a rollback", null, null)
                : new Outcome(
                        Outcome.Kind.NO_ANSWER,
                        "asked twice, and nobody answered; nothing was rolled back",
                        null,
                        null);
    }

    private void open(String text, List<String> lines, boolean askedOnceMore) {
        matter.board().stage(Stage.ASK);
        Question asked = matter.desk()
                .open(
                        text,
                        lines,
                        ways(),
                        matter.service().approval().answerWithin(),
                        matter.rule().hotfix(),
                        askedOnceMore ? "it is asked once more; nothing is rolled back" : "nothing is rolled back");
        matter.teller().ask(Kind.QUESTION, asked);
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>(List.of(Way.ROLL_BACK, Way.FIX_FORWARD));
        if (promises < MOST_PROMISES) {
            ways.add(Way.HOTFIX);
        }
        ways.add(Way.IGNORE);
        return ways;
    }

    Outcome hotfix(Reply promise) {
        promises++;
        promised(promise);
        News news = mailbox.await();
        if (news == News.RESOLVED || news == News.TIME && !matter.heard().firing()) {
            return new Outcome(
                    Outcome.Kind.RECOVERED,
                    "the alert resolved; " + promise.person() + " had promised a hotfix",
                    promise.person(),
                    null);
        }
        if (news != News.TIME) {
            return conclusion.said();
        }
        String times = promises == 1 ? "" : " That was promised " + promises + " times.";
        return ask(
                "The hotfix that " + promise.person() + " promised has not ended it: the alert still fires." + times
                        + " Roll " + matter.name() + " back now?",
                matter.decision().reasons(),
                false);
    }

    private void promised(Reply promise) {
        Duration time = promise.time() == null ? matter.rule().hotfix() : promise.time();
        matter.board().stage(Stage.HOTFIX);
        Question open = matter.desk()
                .open(
                        promise.person() + " says that a hotfix of " + matter.name() + " comes within "
                                + Words.duration(time),
                        promise.comment() == null ? List.of() : List.of(promise.comment()),
                        List.of(Way.ROLL_BACK, Way.EXTEND, Way.FIX_FORWARD, Way.IGNORE),
                        time,
                        matter.rule().hotfix(),
                        "it is asked again if the alert still fires");
        matter.teller().ask(Kind.DECISION, open);
    }
}
