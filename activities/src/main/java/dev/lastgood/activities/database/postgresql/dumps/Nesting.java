package dev.lastgood.activities.database.postgresql.dumps;

/**
 * Within what a semicolon does not end a statement, as psql counts it: parentheses (a rule's commands) and the
 * {@code BEGIN ATOMIC … END} of a function.
 */
final class Nesting {
    private static final int LONGEST_WORD = 10;

    private final StringBuilder word = new StringBuilder();
    private final StringBuilder first = new StringBuilder();
    private int words;
    private int parentheses;
    private int blocks;

    void reset() {
        word.setLength(0);
        first.setLength(0);
        words = 0;
        parentheses = 0;
        blocks = 0;
    }

    boolean isOpen() {
        return parentheses > 0 || blocks > 0;
    }

    /** Only what stands in neither quotes nor comments. */
    void read(int c) {
        if (SqlLexer.isWord(c)) {
            if (word.length() <= LONGEST_WORD) {
                word.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
            }
            return;
        }
        if (word.length() > 0) {
            count(word.toString());
            word.setLength(0);
        }
        if (c == '(') {
            parentheses++;
        } else if (c == ')' && parentheses > 0) {
            parentheses--;
        }
    }

    private void count(String found) {
        if (words++ < 4) {
            first.append(found).append(' ');
        }
        if (parentheses > 0 || !isRoutine()) {
            return;
        }
        switch (found) {
            case "begin" -> blocks++;
            case "case" -> blocks += blocks > 0 ? 1 : 0;
            case "end" -> blocks -= blocks > 0 ? 1 : 0;
            default -> {}
        }
    }

    private boolean isRoutine() {
        String begin = first.toString().replace("create or replace ", "create ");
        return begin.startsWith("create function ") || begin.startsWith("create procedure ");
    }
}
