package dev.lastgood.standalone.demo;

import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import java.util.Optional;

/** Who answers the rollback's questions, and what. */
interface Answers {
    /** Under which name. */
    String person();

    /** Empty while no answer is there: called again and again as long as the question stands. */
    Optional<Choice> answer(Question question) throws InterruptedException;

    /** {@code --yes}: approves; where a step failed, undoes. */
    record ByItself(boolean saysNo) implements Answers {
        @Override
        public String person() {
            return "demo";
        }

        @Override
        public Optional<Choice> answer(Question question) {
            if (question.choices().contains(Choice.APPROVE)) {
                return Optional.of(saysNo ? Choice.REJECT : Choice.APPROVE);
            }
            return question.choices().contains(Choice.UNDO)
                    ? Optional.of(Choice.UNDO)
                    : Optional.of(question.choices().get(question.choices().size() - 1));
        }
    }
}
