package digr.nn;

import static digr.nn.Numeric.assertClose;
import static digr.nn.Numeric.difference;
import static digr.nn.Numeric.dot;
import static digr.nn.Numeric.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.nn.Architecture.Convolution;
import digr.run.UserException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whole networks with padding, pooling and other activations, against finite differences in float64. */
class ForeignLayersTest {
    private static final double STEP = 1e-5;

    private final Random random = new Random(3);

    private Network network(Activation activation, Pooling.Kind kind, boolean layerNorm) {
        Architecture architecture = new Architecture(
                2,
                11,
                10,
                List.of(
                        new Convolution(3, 4, 2, 1, new Pooling(kind, 2, 1)),
                        new Convolution(4, 2, 1, 1, Pooling.NONE)),
                List.of(5),
                3,
                true,
                activation,
                layerNorm);
        Network network = new Network(architecture, DataType.DOUBLE);
        network.parameters()
                .flat()
                .assign(random(random, architecture.parameters()).muli(0.4));
        return network;
    }

    /** (11 + 2 − 4)/2 + 1 = 5 rows, 4 after pooling, 5 after the second convolution; columns 5, 4, 5. */
    @Test
    void paddingAndPoolingGiveTheSidesOfPyTorch() {
        Network network = network(Activation.ELU, Pooling.Kind.MAXIMUM, false);
        assertEquals(4 * 5 * 5, network.architecture().features());
        network.forward(random(random, 2, 2, 11, 10));
        assertArrayEquals(new long[] {2, 4, 5, 5}, network.lastConvolution().shape());
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void inputGradientAndTangentAreDerivatives(Activation activation) {
        for (Pooling.Kind kind : List.of(Pooling.Kind.MAXIMUM, Pooling.Kind.AVERAGE)) {
            Network network = network(activation, kind, activation == Activation.TANH);
            INDArray s = random(random, 2, 2, 11, 10);
            INDArray v = random(random, 2, 2, 11, 10);
            INDArray g = random(random, 2, 4);
            network.forward(s);
            double byGradient = dot(network.inputGradient(g).dup(), v);
            double byTangent = dot(network.tangent(v).dup(), g);
            double expected = difference(STEP, h -> dot(g, network.forward(s.add(v.mul(h)))));
            assertClose(expected, byGradient, 1e-6);
            assertClose(byGradient, byTangent, 1e-11);
        }
    }

    /** d/dθ of a·z + b·ż. */
    @ParameterizedTest
    @EnumSource(Activation.class)
    void tangentGradientIsTheDerivativeOfTheTangent(Activation activation) {
        Network network = network(activation, Pooling.Kind.MAXIMUM, false);
        INDArray s = random(random, 2, 2, 11, 10);
        INDArray v = random(random, 2, 2, 11, 10);
        INDArray a = random(random, 2, 4);
        INDArray b = random(random, 2, 4);
        network.forward(s);
        network.tangent(v);
        ParameterVector out = network.newVector();
        network.tangentGradient(a, b, out);
        INDArray theta = network.parameters().flat();
        INDArray start = theta.dup();
        INDArray direction = random(random, theta.length());
        double expected = difference(STEP, h -> {
            theta.assign(start.add(direction.mul(h)));
            double z = dot(a, network.forward(s));
            return z + dot(b, network.tangent(v));
        });
        assertClose(expected, dot(out.flat(), direction), 1e-6);
    }

    @Test
    void layerNormRefusesTheSecondDerivativeByName() {
        Network network = network(Activation.RELU, Pooling.Kind.AVERAGE, true);
        network.forward(random(random, 1, 2, 11, 10));
        network.tangent(random(random, 1, 2, 11, 10));
        INDArray g = Nd4j.ones(DataType.DOUBLE, 1, 4);
        String message = assertThrows(UserException.class, () -> network.tangentGradient(g, g, network.newVector()))
                .getMessage();
        assertEquals(true, message.contains("layer normalisation"), message);
    }

    @Test
    void guidedBackpropagationNeedsReLUs() {
        Network network = network(Activation.ELU, Pooling.Kind.AVERAGE, false);
        network.forward(random(random, 1, 2, 11, 10));
        INDArray g = Nd4j.ones(DataType.DOUBLE, 1, 4);
        assertThrows(UserException.class, () -> network.inputGradient(g, ReluRule.GUIDED));
    }

    @Test
    void parametersComeBackByName() {
        Network network = network(Activation.TANH, Pooling.Kind.AVERAGE, true);
        Network other = new Network(network.architecture(), DataType.DOUBLE);
        other.load(network.export());
        assertClose(network.parameters().flat(), other.parameters().flat(), 0);
    }
}
