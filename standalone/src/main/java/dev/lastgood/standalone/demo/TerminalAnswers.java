package dev.lastgood.standalone.demo;

import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A person at the terminal: asked for their name once, then for each answer. */
final class TerminalAnswers implements Answers {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Screen screen;
    private final Keyboard keyboard;
    private final String login;
    private @Nullable String name;
    private boolean askedForName;
    private @Nullable String askedFor;
    private boolean toldThatNobodyIsHere;

    /** @param login the name that is offered */
    TerminalAnswers(Screen screen, Keyboard keyboard, String login) {
        this.screen = screen;
        this.keyboard = keyboard;
        this.login = login;
    }

    @Override
    public String person() {
        return name == null ? login : name;
    }

    @Override
    public Optional<Choice> answer(Question question) throws InterruptedException {
        prompt(question);
        Optional<String> line = keyboard.line(PATIENCE);
        if (line.isEmpty()) {
            tellWhenNobodyIsHere();
            return Optional.empty();
        }
        screen.typed();
        if (name == null) {
            name = line.get().isEmpty() ? login : line.get();
            return Optional.empty();
        }
        Optional<Choice> choice = choice(question, line.get().toLowerCase(Locale.ROOT));
        if (choice.isEmpty() && !line.get().isEmpty()) {
            screen.below(List.of("'" + line.get() + "' is none of the answers:"));
            screen.below(question.choices().stream()
                    .map(each -> "  " + word(each) + "  (" + each.words() + ")")
                    .toList());
        }
        askedFor = null;
        return choice;
    }

    private void prompt(Question question) {
        if (name == null && !askedForName) {
            askedForName = true;
            screen.prompt("Your name [" + login + "]:");
        } else if (name != null && !question.id().equals(askedFor)) {
            askedFor = question.id();
            screen.prompt(choices(question) + "?");
        }
    }

    private static String choices(Question question) {
        return question.choices().stream().map(TerminalAnswers::word).collect(Collectors.joining(" / "));
    }

    private static Optional<Choice> choice(Question question, String typed) {
        return question.choices().stream()
                .filter(choice -> typed.equals(word(choice))
                        || typed.equals(choice.key())
                        || (typed.length() == 1
                                && word(choice).length() < 4
                                && word(choice).startsWith(typed)))
                .findFirst();
    }

    private static String word(Choice choice) {
        return switch (choice) {
            case APPROVE -> "yes";
            case REJECT -> "no";
            default -> choice.key();
        };
    }

    private void tellWhenNobodyIsHere() {
        if (keyboard.ended() && !toldThatNobodyIsHere) {
            toldThatNobodyIsHere = true;
            screen.line(
                    "nobody can type here: answer by the lastgood command or in the Temporal UI, or end this and use --yes");
        }
    }
}
