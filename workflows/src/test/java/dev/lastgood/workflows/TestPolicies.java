package dev.lastgood.workflows;

import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Policy.Brake;
import dev.lastgood.workflows.decision.Policy.Resolved;
import dev.lastgood.workflows.decision.Rule;
import java.util.List;

/** What is decided where the catalog says nothing, and what is different about it. */
public final class TestPolicies {
    private List<Rule> rules = List.of();
    private Resolved onResolved = Policy.standard().onResolved();
    private Action whenReleaseUnknown = Action.ASK;
    private Action whenDoubtful = Action.ASK;
    private Brake brake = Brake.STANDARD;

    private TestPolicies() {}

    public static TestPolicies standard() {
        return new TestPolicies();
    }

    public Policy build() {
        Policy standard = Policy.standard();
        return new Policy(
                rules,
                onResolved,
                standard.cooldown(),
                standard.releaseWindow(),
                standard.clockAllowance(),
                standard.alertFor(),
                whenReleaseUnknown,
                standard.freezes(),
                brake,
                standard.causedByContainment(),
                whenDoubtful);
    }

    public TestPolicies rules(Rule... others) {
        rules = List.of(others);
        return this;
    }

    public TestPolicies onResolved(Resolved other) {
        onResolved = other;
        return this;
    }

    public TestPolicies whenReleaseUnknown(Action other) {
        whenReleaseUnknown = other;
        return this;
    }

    public TestPolicies whenDoubtful(Action other) {
        whenDoubtful = other;
        return this;
    }

    public TestPolicies brake(Brake other) {
        brake = other;
        return this;
    }
}
