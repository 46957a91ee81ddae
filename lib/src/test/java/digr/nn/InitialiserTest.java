package digr.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import digr.run.Seeds;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class InitialiserTest {
    private static final Architecture SMALL = Architecture.small(3, 64, 64, 7).withValueHead(true);

    private static Map<String, INDArray> weights(long seed) {
        Network network = new Network(SMALL, DataType.DOUBLE);
        Initialiser.orthogonal(network, new Seeds(seed).stream("initialisation"));
        return network.export();
    }

    /**
     * Gains √2, 0.01 before the softmax, 1 for the value; W Wᵀ or Wᵀ W, whichever is smaller, is gain² times the unit
     * matrix.
     */
    @Test
    void weightsAreOrthogonalWithTheirGains() {
        weights(1).forEach((name, array) -> {
            if (name.endsWith(".bias")) {
                assertEquals(0, array.amaxNumber().doubleValue());
                return;
            }
            double square = name.equals("fc2.weight") ? 1e-4 : name.equals("value.weight") ? 1 : 2;
            INDArray w = array.reshape(array.size(0), array.length() / array.size(0));
            INDArray product = w.rows() < w.columns()
                    ? w.mmul(w.transpose())
                    : w.transpose().mmul(w);
            for (int i = 0; i < product.rows(); i++)
                for (int j = 0; j < product.columns(); j++)
                    assertEquals(i == j ? square : 0, product.getDouble(i, j), 1e-12, name);
        });
    }

    /** Without the sign of R's diagonal QR would give the first entries one sign in every draw. */
    @Test
    void bothSignsAreDrawn() {
        int positive = 0;
        for (int seed = 0; seed < 100; seed++)
            if (Initialiser.orthogonal(new long[] {2, 2}, 1, new Seeds(seed).stream("w"))[0] > 0) positive++;
        assertEquals(50, positive, 15); // three standard deviations
    }

    @Test
    void theSeedDecides() {
        assertEquals(weights(3), weights(3));
        assertNotEquals(weights(3), weights(4));
    }
}
