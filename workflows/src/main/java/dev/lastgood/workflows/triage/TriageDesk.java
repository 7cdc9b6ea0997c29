package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.triage.Triage.Reply;
import dev.lastgood.workflows.triage.Triage.Taken;
import dev.lastgood.workflows.triage.TriageStatus.Question;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people can say now, and what they said. More time moves the deadline; anything else ends the waiting. */
final class TriageDesk {
    private static final Duration LONGEST = Duration.ofHours(24);

    private final TriageBoard board;
    private int asked;
    private Duration more = Duration.ofMinutes(10);
    private @Nullable Question open;
    private @Nullable Reply given;
    private String lastAnswer = "nothing has been asked yet";

    TriageDesk(TriageBoard board) {
        this.board = board;
    }

    /** @param more what "more time" means where nobody says how much */
    Question open(String text, List<String> lines, List<Way> ways, Duration within, Duration more, String ifNoAnswer) {
        var question =
                new Question("t" + ++asked, text, lines, ways, TriageBoard.now().plus(within), ifNoAnswer);
        this.more = more;
        open = question;
        given = null;
        board.asks(question);
        board.say(null, question.text() + " (" + question.id() + ")");
        return question;
    }

    void close() {
        if (open != null && given == null) {
            lastAnswer = open.id() + " is over";
        }
        open = null;
        board.asks(null);
    }

    @Nullable
    Reply given() {
        return given;
    }

    Instant deadline() {
        return open == null ? TriageBoard.now() : open.answerBy();
    }

    @Nullable
    Question question() {
        return open;
    }

    /** Takes an answer, or refuses it with the reason; both stand in the timeline. */
    Taken take(Reply reply) {
        Question question = open;
        Way way = meant(reply.way(), question);
        String refusal = refusal(reply, way, question);
        if (refusal != null || question == null || way == null) {
            board.heard(reply.person(), "An answer was refused: " + refusal);
            throw Failures.permanent(FailureType.ANSWER_REFUSED, String.valueOf(refusal));
        }
        String comment = blank(reply.comment()) ? "" : ": " + reply.comment();
        if (way == Way.EXTEND) {
            return extend(question, reply, comment);
        }
        given = new Reply(reply.questionId(), way, reply.person(), reply.comment(), reply.time());
        String time = reply.time() == null ? "" : " (" + Words.duration(reply.time()) + ")";
        lastAnswer = question.id() + " was answered by " + reply.person() + ": " + way.said();
        String text = "Answer to " + question.id() + ": " + way.said() + time + comment;
        board.say(reply.person(), text);
        return new Taken(question.id(), way, text);
    }

    /** A no is a no, also where nothing is to be vetoed. */
    private static @Nullable Way meant(@Nullable Way way, @Nullable Question question) {
        return way == Way.VETO
                        && question != null
                        && !question.ways().contains(Way.VETO)
                        && question.ways().contains(Way.IGNORE)
                        && Workflow.getVersion("veto-is-no", Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION
                ? Way.IGNORE
                : way;
    }

    private Taken extend(Question question, Reply reply, String comment) {
        Duration by = reply.time() == null ? more : reply.time();
        Instant until = question.answerBy().plus(by);
        var moved = new Question(
                question.id(), question.text(), question.lines(), question.ways(), until, question.ifNoAnswer());
        open = moved;
        board.asks(moved);
        String text = Words.duration(by) + " more, until " + Words.clock(until) + " UTC" + comment;
        board.say(reply.person(), text);
        return new Taken(question.id(), Way.EXTEND, text);
    }

    private @Nullable String refusal(Reply reply, @Nullable Way way, @Nullable Question question) {
        if (blank(reply.person())) {
            return "an answer needs the name of who gives it";
        }
        if (question == null || given != null) {
            return "nothing is being asked; " + lastAnswer;
        }
        if (reply.questionId() != null && !reply.questionId().equals(question.id())) {
            return "the open question is " + question.id() + ", not " + reply.questionId()
                    + ": look at it and answer again";
        }
        if (way == null || !question.ways().contains(way)) {
            return question.id() + " can be answered by "
                    + question.ways().stream().map(Way::key).collect(Collectors.joining(", "));
        }
        if (way.needsReason() && blank(reply.comment())) {
            return "that needs the reason: it stands in the record";
        }
        Duration time = reply.time();
        if (time != null && (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0)) {
            return "the time must be between 1 second and " + LONGEST.toHours() + " hours";
        }
        return null;
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
