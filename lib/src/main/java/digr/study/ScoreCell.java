package digr.study;

import digr.eval.MapScoring;
import digr.run.Provenance;
import java.util.Map;

/**
 * What {@link MapScoring} measured of one method on one policy.
 *
 * @param kind of policy
 * @param seed of its training
 * @param method by its name
 * @param values by the measure's name, state by state
 * @param provenance from what, with which options
 */
public record ScoreCell(String kind, long seed, String method, Map<String, double[]> values, Provenance provenance) {
    double[] values(String measure) {
        return values.get(measure);
    }
}
