package digr.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.run.Seeds;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DataParallelTest {
    private static final int BATCH = 4;
    private static final int PARTS = 3;

    private final INDArray states = Golden.rfgStates(DataType.FLOAT);
    private final INDArray g = Nd4j.createFromArray(random(BATCH * 7)).reshape(BATCH, 7);

    private static float[] random(int n) {
        var random = new Seeds(4).stream("gradient");
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = random.nextFloat() - 0.5f;
        return values;
    }

    private static Network network() {
        return Golden.rfgNetwork("weights.npz", DataType.FLOAT);
    }

    private float[] gradientInParts(Network network, int threads) {
        DataParallel parallel = new DataParallel(network, PARTS, threads);
        parallel.compute(PARTS, (part, twin, gradient) -> {
            var own = NDArrayIndex.interval(part * BATCH / PARTS, (part + 1) * BATCH / PARTS);
            twin.forward(states.get(own));
            twin.parameterGradient(g.get(own), gradient);
        });
        ParameterVector sum = network.newVector();
        parallel.sum(0, PARTS, sum);
        return HostArrays.floats(sum.flat());
    }

    @Test
    void threadsDoNotChangeABit() {
        float[] one = gradientInParts(network(), 1);
        for (int threads : new int[] {2, 3, 8}) assertArrayEquals(one, gradientInParts(network(), threads));
    }

    @Test
    void thePartsAddUpToTheWhole() {
        Network network = network();
        ParameterVector whole = network.newVector();
        network.forward(states);
        network.parameterGradient(g, whole);
        INDArray sum = Nd4j.createFromArray(gradientInParts(network, 2));
        assertTrue(Golden.deviation(sum, whole.flat()) < 1e-6, "" + Golden.deviation(sum, whole.flat()));
    }

    @Test
    void partsSeeParametersThatChangedSince() {
        Network network = network();
        gradientInParts(network, 2);
        DataParallel parallel = new DataParallel(network, 2, 2);
        double[][] sums = new double[2][];
        for (int pass = 0; pass < 2; pass++) {
            int row = pass;
            sums[row] = new double[2];
            parallel.compute(2, (part, twin, gradient) -> {
                twin.forward(states);
                sums[row][part] = twin.inputGradient(g).norm2Number().doubleValue();
            });
            assertEquals(sums[row][0], sums[row][1]);
            network.parameters().flat().muli(2);
        }
        Network doubled = network();
        doubled.parameters().flat().muli(2);
        doubled.forward(states);
        assertEquals(doubled.inputGradient(g).norm2Number().doubleValue(), sums[1][0]);
        assertTrue(sums[1][0] > 2 * sums[0][0]);
    }

    @Test
    void everyPartIsComputedOnceAndFewerThanThereAreMayBeAskedFor() {
        DataParallel parallel = new DataParallel(network(), 5, 2);
        AtomicIntegerArray calls = new AtomicIntegerArray(5);
        for (int i = 0; i < 50; i++) parallel.compute(4, (part, twin, gradient) -> calls.incrementAndGet(part));
        for (int part = 0; part < 5; part++) assertEquals(part < 4 ? 50 : 0, calls.get(part));
    }

    @Test
    void whatAPartThrowsArrives() {
        for (int threads : new int[] {1, 2}) {
            DataParallel parallel = new DataParallel(network(), 2, threads);
            for (int wrong = 0; wrong < 2; wrong++) {
                int bad = wrong;
                IllegalStateException e = assertThrows(
                        IllegalStateException.class,
                        () -> parallel.compute(2, (part, twin, gradient) -> {
                            if (part == bad) throw new IllegalStateException("part " + part);
                        }));
                assertEquals("part " + bad, e.getMessage());
            }
        }
    }
}
