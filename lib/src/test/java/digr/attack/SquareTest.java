package digr.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SquareTest {
    /** AutoAttack's p_selection, of 10,000 queries from .8: halved behind 10, 50, 200, 500, 1,000, 2,000, ..., 8,000. */
    @Test
    void squaresShrinkAsInAutoAttack() {
        Square square = Square.defaults().withQueries(10_000);
        int[] queries = {0, 10, 11, 50, 51, 200, 201, 500, 501, 1000, 1001, 2001, 4001, 6001, 8001, 9999};
        int[] divisors = {1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 32, 64, 128, 256, 512, 512};
        for (int i = 0; i < queries.length; i++)
            assertEquals(0.8 / divisors[i], square.shareAt(queries[i]), 1e-12, "query " + queries[i]);
        assertEquals(57, Square.side(0.8, 64, 64)); // √(.8 · 4096) = 57.2
        assertEquals(3, Square.side(0.8 / 512, 64, 64)); // 2.53
        assertEquals(1, Square.side(0.8 / 512, 8, 8));
        assertEquals(4, Square.side(0.8, 4, 40)); // 11.3 does not fit
    }

    /** z_1 − z_0 = Σ w_i x_i with |w_i| ≥ .1: the best there is lies at the corner s + eps sign(w), which FGSM knows. */
    @Test
    void findsTheBestCornerOfALinearPolicy() {
        UniformRandomProvider random = new Seeds(3).stream("weights");
        float[] w = new float[2 * 32];
        for (int i = 32; i < w.length; i++) w[i] = (random.nextBoolean() ? 1 : -1) * (0.1f + random.nextFloat());
        Policy policy = policy(
                new Architecture(2, 4, 4, List.of(), List.of(), 2, false),
                Map.of("fc1.weight", matrix(2, w), "fc1.bias", row(50, 0)));
        INDArray states = Nd4j.valueArrayOf(new long[] {3, 2, 4, 4}, 0.5, DataType.FLOAT);
        INDArray corner = new Fgsm().perturb(policy, states, 0.1, null);
        INDArray found =
                Square.defaults().withQueries(2000).perturb(policy, states, 0.1, new Seeds(1).stream("attack"));
        assertEquals(corner, found);
    }

    /** One unit, off by .05 at the clean state and so without a gradient, which at its best turns the action. */
    @Test
    void findsWhatNoGradientShows() {
        float[] ones = new float[16];
        Arrays.fill(ones, 1);
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        parameters.put("fc1.weight", matrix(1, ones));
        parameters.put("fc1.bias", row(-8.05f)); // 16 pixels of .5, less .05
        parameters.put("fc2.weight", matrix(2, new float[] {0, 10}));
        parameters.put("fc2.bias", row(1, 0));
        Policy policy = policy(new Architecture(1, 4, 4, List.of(), List.of(1), 2, false), parameters);
        INDArray states = Nd4j.valueArrayOf(new long[] {1, 1, 4, 4}, 0.5, DataType.FLOAT);
        assertEquals(states, Pgd.defaults().perturb(policy, states, 0.02, null));
        INDArray found = Square.defaults().perturb(policy, states, 0.02, new Seeds(1).stream("attack"));
        double[] z = policy.logits(found)[0];
        assertTrue(z[1] > z[0], z[1] + " against " + z[0]);
    }

    @Test
    void needsAQuery() {
        UserException none =
                assertThrows(UserException.class, () -> Square.defaults().withQueries(0));
        assertEquals("Square: queries must be at least 1, got 0", none.getMessage());
    }

    private static Policy policy(Architecture architecture, Map<String, INDArray> parameters) {
        Network network = new Network(architecture, DataType.FLOAT);
        network.load(parameters);
        return new Policy(network);
    }

    private static INDArray matrix(int rows, float[] values) {
        return Nd4j.createFromArray(values).reshape(rows, values.length / rows);
    }

    private static INDArray row(float... values) {
        return Nd4j.createFromArray(values);
    }
}
