package digr.study;

import digr.eval.LabelledStates;
import digr.eval.NamedPolicy;
import digr.saliency.SaliencyMethod;

/** A cell to be scored: a method, by its name in tables, on a policy and some states. */
public record ScoreTask(NamedPolicy policy, String name, SaliencyMethod method, LabelledStates states) {
    /** Such as {@code digr-seed0, grad-cam}. */
    @Override
    public String toString() {
        return policy + ", " + name;
    }
}
