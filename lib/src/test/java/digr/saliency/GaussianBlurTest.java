package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Against golden/saliency/rfg: SciPy's blur, PyTorch's KL, radius 4, every pixel. */
class GaussianBlurTest {
    private static final GaussianBlur METHOD = new GaussianBlur(4);

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void scoresAndMapsAreThoseOfPytorch(DataType type) {
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", type));
        int n = type == DataType.DOUBLE ? 1 : 4; // its convolution is slow
        INDArray scores = METHOD.attributions(policy, Golden.first(n, Golden.rfgStates(type)));
        double deviation = Golden.deviation(scores, Golden.first(n, Golden.array("saliency/rfg/perturb_kl.npy")));
        assertTrue(deviation < (type == DataType.DOUBLE ? 1e-12 : 1e-5), "deviation of scores " + deviation);
        double[] maps = Maps.together(SaliencyMap.ofGradients(scores));
        double ofMaps =
                Golden.deviation(maps, Maps.flat(Golden.first(n, Golden.array("saliency/rfg/perturb_map.npy"))));
        assertTrue(ofMaps < (type == DataType.DOUBLE ? 1.2e-7 : 1e-5), "deviation of maps " + ofMaps);
    }

    @Test
    void blurIsScipys() {
        INDArray states = Golden.rfgStates(DataType.DOUBLE);
        INDArray expected = Golden.array("saliency/rfg/blur.npy");
        for (int n = 0; n < expected.size(0); n++) {
            double[] blurred = new Blur(3).apply(Maps.flat(states.slice(n)), 64, 64);
            double deviation = Golden.deviation(blurred, Maps.flat(expected.slice(n)));
            assertTrue(deviation < 6e-8, "deviation " + deviation);
        }
    }

    @Test
    void blurOfATinyPictureMirrorsItAgainAndAgain() {
        // rows are equal, so only columns blur: 0 1 | mirrored is 0 1 1 0 0 1 1 0 ..., the weights' sum is 1
        double[] blurred = new Blur(3).apply(new double[] {0, 1, 0, 1}, 2, 2);
        double even = 0;
        double all = 0;
        for (int d = -12; d <= 12; d++) {
            double w = Math.exp(-d * d / 18.0);
            all += w;
            if (Math.floorMod(d, 4) == 1 || Math.floorMod(d, 4) == 2) even += w;
        }
        assertEquals(even / all, blurred[0], 1e-15);
        assertEquals(1, blurred[0] + blurred[1], 1e-15);
    }

    @Test
    void perturbedStateIsThatOfTheFormula() {
        var example = Golden.json("saliency/rfg/expected.json").get("perturb_example");
        INDArray state = Golden.rfgStates(DataType.DOUBLE)
                .get(NDArrayIndex.point(example.get("state").intValue()));
        INDArray perturbed = METHOD.perturbed(
                state,
                example.get("centre_row").intValue(),
                example.get("centre_column").intValue());
        double deviation = Golden.deviation(perturbed, Golden.array("saliency/rfg/perturb_example.npy"));
        assertTrue(deviation < 6e-8, "deviation " + deviation);
    }

    @Test
    void coarserGridIsExactAtItsCentresAndStraightBetweenThem() {
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", DataType.DOUBLE));
        INDArray state = Golden.rfgStates(DataType.DOUBLE).get(NDArrayIndex.interval(0, 1));
        INDArray expected = Golden.array("saliency/rfg/perturb_kl.npy");
        INDArray coarse = METHOD.withStride(5).attributions(policy, state);
        double[] at = new double[4]; // rows 10 and 15, columns 20 and 25
        for (int k = 0; k < 4; k++) at[k] = expected.getDouble(0, 10 + 5 * (k / 2), 20 + 5 * (k % 2));
        assertEquals(at[0], coarse.getDouble(0, 0, 10, 20), 1e-15);
        assertEquals(0.6 * at[0] + 0.4 * at[2], coarse.getDouble(0, 0, 12, 20), 1e-15);
        assertEquals(
                0.8 * (0.4 * at[0] + 0.6 * at[1]) + 0.2 * (0.4 * at[2] + 0.6 * at[3]),
                coarse.getDouble(0, 0, 11, 23),
                1e-15);
        assertEquals(expected.getDouble(0, 60, 60), coarse.getDouble(0, 0, 63, 62), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -4, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesRadius(double radius) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> new GaussianBlur(radius));
        assertEquals("GaussianBlur: radius must be greater than 0 pixels, got " + radius, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void refusesStride(int stride) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> METHOD.withStride(stride));
        assertEquals("GaussianBlur: stride must be at least 1 pixel, got " + stride, e.getMessage());
    }
}
