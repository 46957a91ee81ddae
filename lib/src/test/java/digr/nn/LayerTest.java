package digr.nn;

import static digr.nn.Numeric.assertClose;
import static digr.nn.Numeric.difference;
import static digr.nn.Numeric.dot;
import static digr.nn.Numeric.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The derivatives of each layer against finite differences of its forward pass, in float64. */
class LayerTest {
    private static final double STEP = 1e-6;
    private static final double TOLERANCE = 1e-7;

    /** A layer with random parameters, and the shape of its input, batch first. */
    record Sample(String name, Layer layer, INDArray parameters, long[] input, long seed) {
        Random draw() {
            return new Random(seed);
        }

        INDArray output(INDArray x) {
            INDArray y = newOutput();
            layer.forward(x, y);
            return y;
        }

        INDArray newOutput() {
            long[] shape = layer.outputShape(java.util.Arrays.copyOfRange(input, 1, input.length));
            return Nd4j.create(DataType.DOUBLE, Network.with(input[0], shape));
        }

        @Override
        public String toString() {
            return name + " on " + java.util.Arrays.toString(input);
        }
    }

    @Property(tries = 40, seed = "1")
    void tangentIsTheDerivativeAlongADirection(@ForAll("layers") Sample sample) {
        Random random = sample.draw();
        INDArray x = random(random, sample.input());
        INDArray direction = random(random, sample.input());
        INDArray tangent = sample.newOutput();
        sample.layer().tangent(x, direction, tangent);
        INDArray expected = sample.output(x.add(direction.mul(STEP)))
                .subi(sample.output(x.sub(direction.mul(STEP))))
                .divi(2 * STEP);
        assertClose(expected, tangent, TOLERANCE);
    }

    @Property(tries = 40, seed = "2")
    void inputGradientIsTheDerivativeOfAWeightedOutput(@ForAll("layers") Sample sample) {
        Random random = sample.draw();
        INDArray x = random(random, sample.input());
        INDArray g = random(random, sample.newOutput().shape());
        INDArray direction = random(random, sample.input());
        INDArray gx = x.ulike();
        sample.layer().inputGradient(x, g, gx, ReluRule.PLAIN);
        double expected = difference(STEP, h -> dot(g, sample.output(x.add(direction.mul(h)))));
        assertClose(expected, dot(gx, direction), TOLERANCE);
    }

    /** ⟨g, J t⟩ = ⟨Jᵀ g, t⟩. */
    @Property(tries = 40, seed = "3")
    void vjpIsTheAdjointOfJvp(@ForAll("layers") Sample sample) {
        Random random = sample.draw();
        INDArray x = random(random, sample.input());
        INDArray t = random(random, sample.input());
        INDArray jt = sample.newOutput();
        INDArray g = random(random, jt.shape());
        INDArray jg = x.ulike();
        sample.layer().tangent(x, t, jt);
        sample.layer().inputGradient(x, g, jg, ReluRule.PLAIN);
        assertClose(dot(g, jt), dot(jg, t), 1e-12);
    }

    /** Outputs are linear in each parameter, so that a long step is exact. */
    @Property(tries = 40, seed = "4")
    void parameterGradientIsTheDerivativeOfAWeightedOutput(@ForAll("layersWithParameters") Sample sample) {
        Random random = sample.draw();
        INDArray x = random(random, sample.input());
        INDArray g = random(random, sample.newOutput().shape());
        ParameterVector gradient = new ParameterVector(
                List.of(sample.layer()), DataType.DOUBLE, sample.parameters().length());
        INDArray gx = x.ulike();
        sample.layer().gradients(x, g, gx, gradient.of(0));
        for (int i = 0; i < sample.parameters().length(); i++) {
            int at = i;
            double expected = difference(0.5, h -> {
                double before = sample.parameters().getDouble(at);
                sample.parameters().putScalar(at, before + h);
                double value = dot(g, sample.output(x));
                sample.parameters().putScalar(at, before);
                return value;
            });
            assertClose(expected, gradient.flat().getDouble(i), 1e-10);
        }
        INDArray alone = x.ulike();
        sample.layer().inputGradient(x, g, alone, ReluRule.PLAIN);
        assertClose(alone, gx, 1e-12);
        INDArray before = gradient.flat().dup();
        sample.layer().gradients(x, g, null, gradient.of(0));
        assertClose(before, gradient.flat(), 1e-12);
    }

    @Provide
    Arbitrary<Sample> layers() {
        return Arbitraries.oneOf(layersWithParameters(), layersWithout());
    }

    @Provide
    Arbitrary<Sample> layersWithParameters() {
        return Arbitraries.oneOf(convolutions(), linears(), layerNorms());
    }

    private static Arbitrary<Sample> convolutions() {
        Arbitrary<Integer> few = Arbitraries.integers().between(1, 3);
        Arbitrary<Integer> more = Arbitraries.integers().between(0, 4);
        return Combinators.combine(few, few, Arbitraries.integers().between(1, 4), few, few, more, more, seeds())
                .as((channels, filters, kernel, stride, batch, rows, columns, seed) -> sample(
                        "Conv2d " + filters + ", " + kernel + "x" + kernel + "/" + stride,
                        new Conv2d(channels, filters, kernel, stride),
                        seed,
                        batch,
                        kernel + rows * stride,
                        kernel + columns * stride,
                        channels));
    }

    private static Arbitrary<Sample> linears() {
        Arbitrary<Integer> few = Arbitraries.integers().between(1, 5);
        return Combinators.combine(few, few, few, few, Arbitraries.of(true, false), seeds())
                .as((out, batch, h, c, picture, seed) -> picture
                        ? sample("Linear " + out, new Linear(2 * h * c, out), seed, batch, h, 2, c)
                        : sample("Linear " + out, new Linear(h, out), seed, batch, h));
    }

    private static Arbitrary<Sample> layerNorms() {
        Arbitrary<Integer> few = Arbitraries.integers().between(2, 4);
        return Combinators.combine(few, few, few, seeds())
                .as((n, h, c, seed) -> sample("LayerNorm", new LayerNorm(h, 2, c), seed, n, h, 2, c));
    }

    private static Arbitrary<Sample> layersWithout() {
        Arbitrary<Integer> few = Arbitraries.integers().between(1, 4);
        return Combinators.combine(few, few, few, few, Arbitraries.integers().between(0, 7), seeds())
                .as((n, h, w, c, kind, seed) -> switch (kind) {
                    case 0 -> sample("Relu", new Relu(), seed, n, h, w, c);
                    case 1 -> sample("Elu", new Elu(), seed, n, h, w, c);
                    case 2 -> sample("Tanh", new Tanh(), seed, n, h, w, c);
                    case 3 -> sample("LeakyRelu", new LeakyRelu(), seed, n, h, w, c);
                    case 4 -> sample("Window that pads", new Window(1, (int) h + 2, (int) w + 2), seed, n, h, w, c);
                    case 5 -> sample("Window that crops", new Window(1, (int) h, (int) w + 1), seed, n, h, w, c);
                    case 6 -> sample("MaximumPooling", new MaximumPooling(3, 2), seed, n, 2 * h + 1, 2 * w + 1, c);
                    default -> sample("AveragePooling", new AveragePooling(3, 2), seed, n, 2 * h + 1, 2 * w + 1, c);
                });
    }

    private static Arbitrary<Long> seeds() {
        return Arbitraries.longs().between(0, 1 << 30);
    }

    private static Sample sample(String name, Layer layer, long seed, long... input) {
        long n = 0;
        for (long[] shape : layer.parameterShapes())
            n += java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        if (n == 0) return new Sample(name, layer, null, input, seed);
        ParameterVector parameters = new ParameterVector(List.of(layer), DataType.DOUBLE, n);
        parameters.flat().assign(random(new Random(seed + 1), n));
        layer.parameters(parameters.of(0));
        return new Sample(name, layer, parameters.flat(), input, seed);
    }

    /** Kernel 2x2 [[1, 2], [3, 4]], bias 10, stride 2: the kernel is not turned round. */
    @Test
    void aConvolutionByHand() {
        Conv2d layer = new Conv2d(1, 1, 2, 2);
        layer.parameters(
                new INDArray[] {Nd4j.createFromArray(1.0, 2, 3, 4).reshape(1, 2, 2, 1), Nd4j.createFromArray(10.0)});
        INDArray x = Nd4j.createFromArray(1.0, 0, 0, 1, 0, 1, 1, 0).reshape(1, 2, 4, 1);
        INDArray y = Nd4j.zeros(DataType.DOUBLE, 1, 1, 2, 1);
        layer.forward(x, y);
        assertArrayEquals(new double[] {15, 15}, y.ravel().toDoubleVector());
        INDArray gx = x.ulike();
        layer.inputGradient(x, Nd4j.createFromArray(1.0, -1).reshape(1, 1, 2, 1), gx, ReluRule.PLAIN);
        assertArrayEquals(new double[] {1, 2, -1, -2, 3, 4, -3, -4}, gx.ravel().toDoubleVector());
    }

    /** A gradient passes where the input was above 0; under the guided rule only if it is above 0 itself. */
    @Test
    void reluAndItsTwoRulesByHand() {
        Relu relu = new Relu();
        INDArray x = Nd4j.createFromArray(-1.0, 0, 1e-300, 2, 2).reshape(1, 5);
        INDArray g = Nd4j.createFromArray(5.0, 5, 5, -3, 4).reshape(1, 5);
        INDArray out = x.ulike();
        relu.forward(x, out);
        assertArrayEquals(new double[] {0, 0, 1e-300, 2, 2}, out.toDoubleVector());
        relu.inputGradient(x, g, out, ReluRule.PLAIN);
        assertArrayEquals(new double[] {0, 0, 5, -3, 4}, out.toDoubleVector());
        relu.inputGradient(x, g, out, ReluRule.GUIDED);
        assertArrayEquals(new double[] {0, 0, 5, 0, 4}, out.toDoubleVector());
        relu.tangent(x, g, out);
        assertArrayEquals(new double[] {0, 0, 5, -3, 4}, out.toDoubleVector());
    }

    @Test
    void aLinearLayerTakesAPicturesNumbersInTheirOrder() {
        INDArray x = Nd4j.arange(24).castTo(DataType.DOUBLE).reshape(2, 2, 2, 3);
        INDArray weight = Nd4j.zeros(DataType.DOUBLE, 1, 12).putScalar(5, 1);
        Linear layer = new Linear(12, 1);
        layer.parameters(new INDArray[] {weight, Nd4j.zeros(DataType.DOUBLE, 1)});
        INDArray y = Nd4j.create(DataType.DOUBLE, 2, 1);
        layer.forward(x, y);
        assertEquals(17, y.getDouble(1)); // state 1, row 0, column 1, channel 2
    }
}
