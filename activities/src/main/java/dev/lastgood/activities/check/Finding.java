package dev.lastgood.activities.check;

import dev.lastgood.workflows.model.CheckResult.Verdict;

/** What a check found, in words with the measured values. */
public record Finding(Verdict verdict, String detail) {
    static Finding passed(String detail) {
        return new Finding(Verdict.PASSED, detail);
    }

    static Finding failed(String detail) {
        return new Finding(Verdict.FAILED, detail);
    }

    static Finding unknown(String detail) {
        return new Finding(Verdict.UNKNOWN, detail);
    }

    static Finding of(boolean passed, String detail) {
        return passed ? passed(detail) : failed(detail);
    }
}
