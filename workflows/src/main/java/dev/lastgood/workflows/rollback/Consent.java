package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.plan.StepId;
import java.util.Objects;

/** A person's yes to what can lose data; without it the way forward ends. */
final class Consent {
    private final Board board;
    private final Desk desk;

    Consent(Incident incident) {
        this.board = incident.board();
        this.desk = incident.desk();
    }

    /** @param what to, such as {@code the restore} */
    void ask(StepId step, Desk.Draft question, String what) {
        board.began(step);
        Answer answer = desk.ask(question);
        if (answer == null) {
            board.ended(step, RollbackStatus.State.FAILED, null, "no answer in time: no");
            throw new Stopped(Stopped.Then.UNDO, "nobody answered whether data may be given up");
        }
        switch (Objects.requireNonNull(answer.choice())) {
            case APPROVE -> board.ended(step, RollbackStatus.State.DONE, answer.person(), "yes");
            case LEAVE_TO_ME ->
                throw new Stopped(Stopped.Then.HAND_OVER, answer.person() + " took over at the question");
            default -> {
                board.ended(step, RollbackStatus.State.FAILED, answer.person(), "no");
                throw new Stopped(Stopped.Then.UNDO, answer.person() + " said no to " + what);
            }
        }
    }
}
