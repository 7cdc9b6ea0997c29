package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.triage.TriageMailbox.News;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import dev.lastgood.workflows.triage.TriageStatus.Question;
import dev.lastgood.workflows.triage.TriageStatus.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time in which people can object before it is rolled back; they are reminded before it ends. */
final class VetoWindow {
    private static final Duration LONGEST_NOTICE = Duration.ofMinutes(1);

    private final Matter matter;
    private final TriageMailbox mailbox;
    private final Conclusion conclusion;
    private final Duration time;

    VetoWindow(Matter matter, TriageMailbox mailbox, Conclusion conclusion) {
        this.matter = matter;
        this.mailbox = mailbox;
        this.conclusion = conclusion;
        this.time = matter.rule().veto();
    }

    Outcome run() {
        open();
        Instant remindedOf = null;
        while (true) {
            Instant deadline = matter.desk().deadline();
            News news = mailbox.await(deadline.equals(remindedOf) ? deadline : deadline.minus(notice()));
            if (news == News.TIME && TriageBoard.now().isBefore(matter.desk().deadline())) {
                remindedOf = matter.desk().deadline();
                remind(matter.desk().question());
            } else if (news == News.TIME) {
                return conclusion.automatic("nobody objected within " + Words.duration(time));
            } else if (news == News.RESOLVED) {
                Outcome end = conclusion.recovered();
                if (end != null) {
                    return end;
                }
            } else {
                return conclusion.said();
            }
        }
    }

    private void open() {
        matter.board().stage(Stage.VETO);
        Question asked = matter.desk()
                .open(
                        willBeRolledBackIn(time) + " unless somebody objects",
                        matter.decision().reasons(),
                        List.of(Way.VETO, Way.EXTEND, Way.ROLL_BACK, Way.FIX_FORWARD),
                        time,
                        time,
                        "it is rolled back");
        matter.teller().ask(Kind.VETO, asked);
    }

    private Duration notice() {
        Duration fifth = time.dividedBy(5);
        return fifth.compareTo(LONGEST_NOTICE) < 0 ? fifth : LONGEST_NOTICE;
    }

    private void remind(@Nullable Question open) {
        if (open != null) {
            Duration left = Duration.ofSeconds(Math.round(
                    Duration.between(TriageBoard.now(), open.answerBy()).toMillis() / 1000.0));
            matter.teller().remind(open, willBeRolledBackIn(left));
            matter.board().say(null, "People were reminded: " + Words.duration(left) + " left");
        }
    }

    private String willBeRolledBackIn(Duration left) {
        return matter.name() + " will be rolled back in " + Words.duration(left);
    }
}
