package digr.nn;

import static digr.nn.Numeric.assertClose;
import static digr.nn.Numeric.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import digr.nn.Architecture.Convolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworkTest {
    /** 8 -> 3 -> 2 by convolutions of which the first can be computed on blocks, 3 outputs. */
    private static final Architecture TINY =
            new Architecture(2, 8, 8, List.of(new Convolution(3, 4, 2), new Convolution(2, 2, 1)), List.of(4), 2, true);

    private final Random random = new Random(1);
    private final Network network = Numeric.network(TINY, random);
    private final INDArray states = random(random, 3, 2, 8, 8);

    /** z = [[1, 2], [3, 4]] (s − 1) without any hidden layer: 2·(1 + 1·0) by hand. */
    @Test
    void aNetworkOfOneLinearLayerIsThatLayer() {
        Network linear = new Network(new Architecture(1, 1, 2, List.of(), List.of(), 2, false), DataType.DOUBLE);
        linear.load(Map.of(
                "fc1.weight", Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}}),
                "fc1.bias", Nd4j.createFromArray(-3.0, -7.0)));
        INDArray s = Nd4j.createFromArray(2.0, 1).reshape(1, 1, 1, 2);
        assertArrayEquals(new double[] {1, 3}, linear.forward(s).ravel().toDoubleVector());
        INDArray g = Nd4j.createFromArray(new double[][] {{1, -1}});
        assertArrayEquals(new double[] {-2, -2}, linear.inputGradient(g).ravel().toDoubleVector());
        ParameterVector gradient = linear.newVector();
        linear.parameterGradient(g, gradient);
        assertArrayEquals(new double[] {2, 1, -2, -1, 1, -1}, gradient.flat().toDoubleVector());
    }

    /** The value head is a row of its own in files and the last column in the output. */
    @Test
    void theValueIsTheLastColumn() {
        Map<String, INDArray> named = network.export();
        named.get("value.weight").assign(0);
        named.get("value.bias").assign(5);
        INDArray before = network.forward(states).dup();
        network.load(named);
        INDArray after = network.forward(states);
        assertEquals(3, after.size(1));
        for (int i = 0; i < 3; i++) {
            assertEquals(5, after.getDouble(i, 2));
            for (int a = 0; a < 2; a++) assertEquals(before.getDouble(i, a), after.getDouble(i, a));
        }
    }

    @Test
    void namesAndShapesAreThoseOfPyTorch() {
        Map<String, INDArray> named = network.export();
        assertEquals(
                List.of(
                        "conv1.weight",
                        "conv1.bias",
                        "conv2.weight",
                        "conv2.bias",
                        "fc1.weight",
                        "fc1.bias",
                        "fc2.weight",
                        "fc2.bias",
                        "value.weight",
                        "value.bias"),
                List.copyOf(named.keySet()));
        named.forEach((name, array) -> assertArrayEquals(TINY.parameterShapes().get(name), array.shape(), name));
        Network other = new Network(TINY, DataType.DOUBLE);
        other.load(named);
        assertEquals(network.parameters().flat(), other.parameters().flat());
        assertEquals(network.forward(states), other.forward(states));
    }

    @Test
    void aCopyIsIndependent() {
        Network copy = network.copy();
        INDArray before = network.forward(states).dup();
        copy.parameters().flat().muli(2);
        copy.forward(states.mul(3));
        assertEquals(before, network.forward(states));
    }

    @Test
    void writtenParametersCountFromTheNextPassOn() {
        INDArray g = random(random, 3, 3);
        network.forward(states);
        network.inputGradient(g);
        network.parameters().flat().muli(-0.7);
        network.forward(states);
        INDArray gradient = network.inputGradient(g);
        Network fresh = network.copy();
        fresh.forward(states);
        assertEquals(fresh.inputGradient(g), gradient);
    }

    @Test
    void theBatchOrTheLayoutOfTheStatesChangesNothing() {
        INDArray expected = network.forward(states).dup();
        for (int i = 0; i < 3; i++) {
            INDArray one = states.get(interval(i, i + 1)); // a view
            assertClose(expected.get(interval(i, i + 1)), network.forward(one), 1e-14);
        }
        assertEquals(expected, network.forward(states.dup('f')));
        Network single = network.as(DataType.FLOAT);
        INDArray large = random(random, 5, 2, 8, 8).castTo(DataType.FLOAT);
        INDArray part = single.forward(large.get(interval(2, 4)).dup('c')).dup();
        assertEquals(part, single.forward(large.get(interval(2, 4))));
        assertEquals(part, single.forward(large.get(interval(2, 4)).dup('f')));
    }

    @Test
    void bytesAreStatesTimes255() {
        byte[] bytes = new byte[7 + 3 * 128];
        random.nextBytes(bytes);
        for (Architecture a : List.of(TINY, new Architecture(2, 8, 8, List.of(), List.of(), 2, false))) {
            Network single = Numeric.network(a, random).as(DataType.FLOAT);
            float[] scaled = new float[3 * 128];
            for (int i = 0; i < scaled.length; i++) scaled[i] = (bytes[7 + i] & 255) / 255f;
            INDArray expected = single.forward(Nd4j.createFromArray(scaled).reshape(3, 2, 8, 8))
                    .dup();
            assertEquals(expected, single.forward(bytes, 7, 3));
        }
    }

    /** The arrays handed out are the same ones in every pass of one batch size: a steady state allocates nothing. */
    @Test
    void buffersAreReused() {
        INDArray g = random(random, 3, 3);
        INDArray z = network.forward(states);
        INDArray gradient = network.inputGradient(g);
        INDArray tangent = network.tangent(states);
        long address = z.data().address();
        network.forward(states.get(interval(0, 2)));
        assertSame(z, network.forward(states.mul(2)));
        assertSame(gradient, network.inputGradient(g));
        assertSame(tangent, network.tangent(states));
        assertEquals(address, z.data().address());
    }

    @Test
    void aPassFromTheMiddleEndsAsAWholeOne() {
        INDArray expected = network.forward(states).dup();
        INDArray second = channelsLast(network.lastConvolution());
        assertClose(expected, network.forwardFromActivation(2, second), 1e-14);

        Architecture beginning = new Architecture(2, 8, 8, TINY.convolutions().subList(0, 1), List.of(), 1, false);
        Network firstOnly = new Network(beginning, DataType.DOUBLE);
        Map<String, INDArray> named = firstOnly.export();
        for (String name : List.of("conv1.weight", "conv1.bias"))
            named.put(name, network.export().get(name));
        firstOnly.load(named);
        firstOnly.forward(states);
        INDArray first = channelsLast(firstOnly.lastConvolution()); // [3, 3, 3, 3]
        assertClose(expected, network.forwardFromActivation(1, first), 1e-14);

        INDArray corner =
                first.get(all(), interval(1, 3), interval(1, 3), all()).dup('c');
        INDArray seen = Nd4j.create(DataType.DOUBLE, 3, 1, 1, 2);
        network.activations(2, corner, seen);
        assertClose(second.get(all(), interval(1, 2), interval(1, 2), all()), seen, 1e-14);
    }

    @Test
    void thePathGradientIsTheSumOfItsPoints() {
        Convolution padded = new Convolution(4, 3, 2, 1, Pooling.NONE);
        INDArray ends = random(random, 2, 2, 8, 8);
        double[] positions = {0.1, 0.5, 1.2};
        INDArray points = Nd4j.create(DataType.DOUBLE, 3, 2, 8, 8);
        for (int k = 0; k < 3; k++)
            points.slice(k)
                    .assign(ends.slice(0)
                            .mul(1 - positions[k])
                            .add(ends.slice(1).mul(positions[k])));
        for (Network n : List.of(
                network,
                Numeric.network(new Architecture(2, 8, 8, List.of(padded), List.of(5), 3, true), random),
                Numeric.network(new Architecture(2, 8, 8, List.of(), List.of(5), 3, false), random))) {
            INDArray outputs = n.forward(points).dup();
            INDArray g = random(random, 3, n.architecture().outputs());
            INDArray expected = n.inputGradient(g).sum(0);
            assertTrue(expected.norm2Number().doubleValue() > 0.01);
            INDArray actual = n.pathGradient(ends, positions, z -> {
                assertClose(outputs, z, 1e-14);
                return g;
            });
            assertClose(expected, actual, 1e-14);
        }
    }

    /** Its points have no states of their own, so that a gradient of the parameters would be a wrong one. */
    @Test
    void noDerivativesFollowAPath() {
        INDArray g = random(random, 1, 3);
        network.pathGradient(states.get(interval(0, 2)), new double[] {0.5}, z -> g);
        assertThrows(IllegalStateException.class, () -> network.parameterGradient(g, network.newVector()));
        assertThrows(
                IllegalArgumentException.class,
                () -> network.pathGradient(states.get(interval(0, 2)), new double[] {0.5, 0.6}, z -> g));
        assertThrows(IllegalStateException.class, () -> network.inputGradient(g));
        refused(
                "Network: the ends of a path must be DOUBLE [2, 2, 8, 8], got DOUBLE [3, 2, 8, 8]",
                () -> network.pathGradient(states, new double[] {0.5}, z -> g));
    }

    private static INDArray channelsLast(INDArray pictures) {
        return pictures.permute(0, 2, 3, 1).dup('c');
    }

    @Test
    void whatDoesNotFitIsRefusedWithShapes() {
        refused(
                "Network: states must be DOUBLE [3, 2, 8, 8], got DOUBLE [3, 8, 8, 2]",
                () -> network.forward(states.permute(0, 2, 3, 1)));
        refused(
                "Network: states must be DOUBLE [2, 2, 8, 8], got DOUBLE [2, 8, 8]",
                () -> network.forward(states.slice(0)));
        refused(
                "Network: states must be DOUBLE [3, 2, 8, 8], got FLOAT [3, 2, 8, 8]",
                () -> network.forward(states.castTo(DataType.FLOAT)));
        network.forward(states);
        refused(
                "Network: the outputs' gradient must be DOUBLE [3, 3], got DOUBLE [2, 3]",
                () -> network.inputGradient(Nd4j.zeros(DataType.DOUBLE, 2, 3)));
        refused(
                "Network: the outputs' gradient must be DOUBLE [3, 3], got DOUBLE [3, 2]",
                () -> network.parameterGradient(Nd4j.zeros(DataType.DOUBLE, 3, 2), network.newVector()));
        refused(
                "Network: v must be DOUBLE [3, 2, 8, 8], got DOUBLE [2, 2, 8, 8]",
                () -> network.tangent(Nd4j.zeros(DataType.DOUBLE, 2, 2, 8, 8)));
        refused("Network: type must be FLOAT or DOUBLE, got INT", () -> new Network(TINY, DataType.INT));
        refused("Network: there is no convolution 3 in " + TINY, () -> network.activationShape(3));
        refused(
                "Network: needed a convolution behind the first, got 1",
                () -> network.activations(1, states, Nd4j.zeros(DataType.DOUBLE, 1)));
    }

    @Test
    void bytesBeyondTheirArrayAreRefused() {
        byte[] bytes = new byte[3 * 128];
        refused(
                "Network: 3 states of 128 bytes from 1 on do not lie within 384 bytes",
                () -> network.forward(bytes, 1, 3));
        refused(
                "Network: 1 states of 128 bytes from -1 on do not lie within 384 bytes",
                () -> network.forward(bytes, -1, 1));
        refused(
                "Network: 0 states of 128 bytes from 0 on do not lie within 384 bytes",
                () -> network.forward(bytes, 0, 0));
        refused(
                "Network: 1 states of 128 bytes from 2147483647 on do not lie within 384 bytes",
                () -> network.forward(bytes, Integer.MAX_VALUE, 1));
    }

    @Test
    void derivativesNeedAForwardPassFirst() {
        Network fresh = new Network(TINY, DataType.DOUBLE);
        List<Executable> early = List.of(
                () -> fresh.inputGradient(Nd4j.zeros(DataType.DOUBLE, 1, 3)),
                () -> fresh.parameterGradient(Nd4j.zeros(DataType.DOUBLE, 1, 3), fresh.newVector()),
                () -> fresh.tangent(states),
                fresh::lastConvolution,
                () -> fresh.lastConvolutionGradient(Nd4j.zeros(DataType.DOUBLE, 1, 3)));
        for (Executable call : early)
            assertEquals(
                    "Network: forward comes before its derivatives",
                    assertThrows(IllegalStateException.class, call).getMessage());
    }

    @Test
    void foreignParametersAreRefusedByName() {
        Map<String, INDArray> named = new LinkedHashMap<>(network.export());
        named.put("fc1.weight", Nd4j.zeros(DataType.DOUBLE, 9, 4));
        refused("Network: fc1.weight must be DOUBLE [4, 8], got DOUBLE [9, 4]", () -> network.load(named));
        named.remove("fc1.weight");
        refused(
                "Network: parameters must be " + TINY.parameterShapes().keySet() + ", got " + named.keySet(),
                () -> network.load(named));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
