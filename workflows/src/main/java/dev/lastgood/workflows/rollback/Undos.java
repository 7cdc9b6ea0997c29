package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * What takes the changes back, in reverse order. An undo is registered before the change it undoes, tolerates that the change
 * never happened, and its outcome is recorded whatever it is. The SDK's Saga drops errors, hence our own.
 */
final class Undos {
    private final Board board;
    private final Deque<Undo> stack = new ArrayDeque<>();
    private final List<String> kept = new ArrayList<>();
    private boolean open;

    Undos(Board board) {
        this.board = board;
        board.leftIs(this::left);
    }

    /**
     * @param left how the world differs while this is not undone, such as {@code the kill switch is on}
     * @param containment whether it holds the service contained
     */
    record Undo(StepId step, String left, boolean containment, Supplier<String> action) {}

    /** Registers an undo once, however often its step is tried. */
    void register(Undo undo) {
        if (stack.stream().noneMatch(it -> it.step() == undo.step())) {
            stack.push(undo);
        }
    }

    /** As {@link #register}, in the place of the one that its step has already: what it takes back is another thing now. */
    void replace(Undo undo) {
        var all = new ArrayList<Undo>(stack);
        stack.clear();
        all.forEach(it -> stack.addLast(it.step() == undo.step() ? undo : it));
        register(undo);
    }

    /** What stays for a person to know of, though all went well. */
    void keep(String what) {
        kept.add(what);
    }

    void unkeep() {
        kept.clear();
    }

    /** The service is open: from here on, taking back is a rollback of its own. */
    void pointOfNoReturn() {
        stack.stream().filter(this::staysBehind).map(this::asLeft).forEach(this::keep);
        stack.clear();
        open = true;
    }

    /** A copy that was restored and not swapped in, and what a person skipped half-way, outlast the reopening. */
    private boolean staysBehind(Undo undo) {
        return switch (undo.step()) {
            case PREPARE_RESTORE, REHEARSE -> true;
            case SWAP, RUN_SCRIPT, DEPLOY -> board.state(undo.step()) == State.SKIPPED;
            default -> false;
        };
    }

    /** Whether anything that users would notice has been begun; a copy beside is not noticed. */
    boolean changesSomething() {
        return open || stack.stream().anyMatch(it -> !isOnlyACopy(it.step()));
    }

    boolean passedTheLastReturn() {
        return open;
    }

    /** Users are out again, and nothing that they wrote would be lost: what is registered can be undone once more. */
    void mayReturn() {
        open = false;
    }

    void forget(StepId step) {
        stack.removeIf(it -> it.step() == step);
    }

    boolean contained() {
        return stack.stream().anyMatch(Undo::containment);
    }

    /**
     * Undoes all but, where asked, the containment; which is held too once something that users would meet could not be undone,
     * so that a service is never half open. Returns what could not be undone.
     */
    List<String> undoAll(boolean holdContainment) {
        var failed = new ArrayList<String>();
        boolean hold = holdContainment;
        for (Undo undo : List.copyOf(stack)) {
            if (hold && undo.containment()) {
                board.say(undo.step(), null, "Held: " + undo.left());
                continue;
            }
            try {
                board.ended(undo.step(), State.UNDONE, null, undo.action().get());
                stack.remove(undo);
            } catch (TemporalFailure failure) {
                String what = undo.left() + ", and undoing it failed: " + Failures.reason(failure);
                board.ended(undo.step(), State.UNDO_FAILED, null, what);
                failed.add(what);
                hold = hold || !isOnlyACopy(undo.step());
            }
        }
        return failed;
    }

    /** Left behind, it costs room and nothing else. */
    private static boolean isOnlyACopy(StepId step) {
        return step == StepId.PREPARE_RESTORE || step == StepId.REHEARSE;
    }

    private List<String> left() {
        var left = new ArrayList<String>();
        stack.forEach(undo -> left.add(asLeft(undo)));
        left.addAll(kept);
        return left;
    }

    private String asLeft(Undo undo) {
        boolean sure = board.state(undo.step()) == State.DONE || board.state(undo.step()) == State.BY_HAND;
        return sure ? undo.left() : "perhaps " + undo.left();
    }
}
