package digr.distill;

import digr.policy.Policy;
import java.util.List;
import java.util.Map;

/** Judges the student on the way, for the learning curve; has no part in the training. */
public interface Validation {
    /** The names of the measures, which are columns of the learning curve. */
    List<String> columns();

    /**
     * A value for each column, decided by the student alone, so that a resumed training has the same curve.
     *
     * @param student not to be modified
     */
    Map<String, Double> of(Policy student);
}
