package digr.nn;

import static digr.nn.Numeric.assertClose;
import static digr.nn.Numeric.difference;
import static digr.nn.Numeric.dot;
import static digr.nn.Numeric.random;

import digr.nn.Architecture.Convolution;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whole networks of random shapes, in float64 against finite differences of the forward pass. */
class NetworkPropertiesTest {
    private static final double STEP = 1e-6;
    private static final int STATES = 2;

    private static INDArray states(Architecture a, Random random) {
        return random(random, Network.with(STATES, a.inputShape()));
    }

    @Property(tries = 30, seed = "1")
    void inputGradientIsTheDerivativeOfAWeightedOutput(@ForAll("architectures") Architecture a) {
        Random random = new Random(1);
        Network network = Numeric.network(a, random);
        INDArray s = states(a, random);
        INDArray d = states(a, random);
        INDArray g = random(random, STATES, a.outputs());
        network.forward(s);
        double derivative = dot(network.inputGradient(g), d);
        assertClose(difference(STEP, h -> dot(g, network.forward(s.add(d.mul(h))))), derivative, 1e-6);
    }

    @Property(tries = 30, seed = "2")
    void parameterGradientIsTheDerivativeOfAWeightedOutput(@ForAll("architectures") Architecture a) {
        Random random = new Random(2);
        Network network = Numeric.network(a, random);
        INDArray s = states(a, random);
        INDArray g = random(random, STATES, a.outputs());
        INDArray d = random(random, a.parameters());
        ParameterVector gradient = network.newVector();
        network.forward(s);
        network.parameterGradient(g, gradient);
        double expected = difference(STEP, h -> moved(network, d, h, () -> dot(g, network.forward(s))));
        assertClose(expected, dot(gradient.flat(), d), 1e-6);
    }

    @Property(tries = 30, seed = "3")
    void tangentIsTheAdjointOfInputGradient(@ForAll("architectures") Architecture a) {
        Random random = new Random(3);
        Network network = Numeric.network(a, random);
        INDArray v = states(a, random);
        INDArray g = random(random, STATES, a.outputs());
        network.forward(states(a, random));
        assertClose(dot(network.inputGradient(g), v), dot(g, network.tangent(v)), 1e-11);
    }

    /**
     * d/dθ (v · ∇_s F) for F = Σ z³/3, whose gradient at the outputs is z² and whose second derivative is 2z; v · ∇_s F
     * itself is computed by a backward pass.
     */
    @Property(tries = 40, seed = "4")
    void tangentGradientIsTheParametersDerivativeOfADirectionalDerivative(@ForAll("architectures") Architecture a) {
        Random random = new Random(4);
        Network network = Numeric.network(a, random);
        INDArray s = states(a, random);
        INDArray v = states(a, random);
        INDArray d = random(random, a.parameters());
        INDArray z = network.forward(s).dup();
        INDArray dz = network.tangent(v).dup();
        ParameterVector gradient = network.newVector();
        network.tangentGradient(z.mul(dz).mul(2), z.mul(z), gradient);
        double expected = difference(
                STEP,
                h -> moved(network, d, h, () -> {
                    INDArray now = network.forward(s).dup();
                    return dot(v, network.inputGradient(now.muli(now)));
                }));
        assertClose(expected, dot(gradient.flat(), d), 1e-5);
    }

    /** The value of f with the parameters moved by h d. */
    private static double moved(Network network, INDArray d, double h, java.util.function.DoubleSupplier f) {
        INDArray before = network.parameters().flat().dup();
        network.parameters().flat().addi(d.mul(h));
        double value = f.getAsDouble();
        network.parameters().flat().assign(before);
        return value;
    }

    /** float32 takes other routines than float64 below: oneDNN's. */
    @Property(tries = 30, seed = "5")
    void float32AgreesWithFloat64(@ForAll("architectures") Architecture a) {
        Random random = new Random(5);
        Network exact = Numeric.network(a, random);
        Network network = exact.as(DataType.FLOAT);
        exact.setParameters(network.as(DataType.DOUBLE).parameters());
        INDArray s = states(a, random).castTo(DataType.FLOAT);
        INDArray v = states(a, random).castTo(DataType.FLOAT);
        INDArray g = random(random, STATES, a.outputs()).castTo(DataType.FLOAT);
        ParameterVector gradient = network.newVector();
        ParameterVector exactGradient = exact.newVector();
        assertClose(exact.forward(s.castTo(DataType.DOUBLE)), network.forward(s), 1e-5);
        assertClose(exact.inputGradient(g.castTo(DataType.DOUBLE)), network.inputGradient(g), 1e-5);
        network.parameterGradient(g, gradient);
        exact.parameterGradient(g.castTo(DataType.DOUBLE), exactGradient);
        assertClose(exactGradient.flat(), gradient.flat(), 1e-5);
        assertClose(exact.tangent(v.castTo(DataType.DOUBLE)), network.tangent(v), 1e-5);
        network.tangentGradient(g, g, gradient);
        exact.tangentGradient(g.castTo(DataType.DOUBLE), g.castTo(DataType.DOUBLE), exactGradient);
        assertClose(exactGradient.flat(), gradient.flat(), 1e-5);
    }

    /** Up to two convolutions, up to two hidden layers, with and without a value head. */
    @Provide
    Arbitrary<Architecture> architectures() {
        Arbitrary<Integer> few = Arbitraries.integers().between(1, 3);
        Arbitrary<Integer> spare = Arbitraries.integers().between(0, 4);
        Arbitrary<List<Convolution>> convolutions = Combinators.combine(
                        few,
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 3))
                .as(Convolution::new)
                .list()
                .ofMaxSize(2);
        Arbitrary<List<Integer>> hidden =
                Arbitraries.integers().between(1, 5).list().ofMaxSize(2);
        return Combinators.combine(few, spare, spare, convolutions, hidden, few, Arbitraries.of(true, false))
                .as((channels, rows, columns, convs, widths, actions, value) -> {
                    int side = 1;
                    for (int i = convs.size() - 1; i >= 0; i--)
                        side = (side - 1) * convs.get(i).stride() + convs.get(i).kernel();
                    return new Architecture(channels, side + rows, side + columns, convs, widths, actions, value);
                });
    }
}
