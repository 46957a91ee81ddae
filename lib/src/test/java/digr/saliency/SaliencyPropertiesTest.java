package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What must hold for any network and any shape of states; networks drawn in float64. */
class SaliencyPropertiesTest {
    private static List<SaliencyMethod> methods(int height) {
        GaussianBlur blur = new GaussianBlur(2, 3);
        return List.of(
                new VanillaGradient(),
                new InputTimesGradient(),
                new GuidedBackprop(),
                new GradCam(),
                new IntegratedGradients(5, 0),
                new SmoothGrad().withSamples(3),
                blur,
                new GaussianBlur(10.0 * height, 5),
                new Sarfa(blur),
                new Occlusion(4, 0.5, 3),
                new Rise().withMasks(15));
    }

    /** Midpoints err with 1/K², but for kinks of ReLUs, each with 1/K² too. */
    @Property(tries = 10, seed = "1")
    void integratedGradientsSumToTheChangeOfF(
            @ForAll @IntRange(min = 0, max = 1 << 20) int seed, @ForAll @IntRange(min = 0, max = 4) int fifths) {
        Example example = new Example(seed);
        IntegratedGradients method = new IntegratedGradients(2000, fifths / 5.0);
        INDArray attributions = method.attributions(example.policy, example.states);
        for (double error : method.completenessErrors(example.policy, example.states, attributions))
            assertEquals(0, error, 1e-4);
    }

    @Property(tries = 8, seed = "2")
    void constantPolicyHasZeroMaps(@ForAll @IntRange(min = 0, max = 1 << 20) int seed) {
        Example example = new Example(seed);
        example.change(parameters -> parameters.get(example.last + ".weight").assign(0));
        for (SaliencyMethod method : methods(example.height))
            for (SaliencyMap map : method.explain(example.policy, example.states))
                assertEquals(0, map.maximum(), method.toString());
    }

    @Property(tries = 8, seed = "3")
    void orderOfActionsDoesNotMatter(@ForAll @IntRange(min = 0, max = 1 << 20) int seed) {
        Example original = new Example(seed);
        Example permuted = new Example(seed);
        List<Integer> order = new ArrayList<>();
        for (int a = 0; a < original.policy.actions(); a++) order.add(a);
        Collections.shuffle(order, new Random(seed));
        permuted.change(parameters -> {
            for (String name : List.of(permuted.last + ".weight", permuted.last + ".bias")) {
                INDArray before = parameters.get(name).dup();
                for (int a = 0; a < order.size(); a++)
                    parameters.get(name).slice(a).assign(before.slice(order.get(a)));
            }
        });
        for (SaliencyMethod method : methods(original.height)) {
            double[] expected = attributions(method, original);
            double[] actual = attributions(method, permuted);
            for (int i = 0; i < expected.length; i++)
                assertEquals(expected[i], actual[i], 1e-6 * scale(expected), method.toString());
        }
    }

    private static double[] attributions(SaliencyMethod method, Example example) {
        return method.attributions(example.policy, example.states)
                .dup('c')
                .data()
                .asDouble();
    }

    /** The greatest size; where all units of a network are off, what is left is rounding of numbers around 1. */
    private static double scale(double[] values) {
        return Math.max(1e-8, Arrays.stream(values).map(Math::abs).max().orElse(0));
    }

    /** A random network and two random states. */
    private static final class Example {
        final Policy policy;
        final INDArray states;
        final int height;
        final String last;

        Example(int seed) {
            Random random = new Random(seed);
            height = 9 + random.nextInt(9);
            Architecture architecture = new Architecture(
                    1 + random.nextInt(3),
                    height,
                    9 + random.nextInt(9),
                    List.of(
                            new Convolution(1 + random.nextInt(4), 2 + random.nextInt(3), 1 + random.nextInt(2)),
                            new Convolution(1 + random.nextInt(4), 1 + random.nextInt(3), 1)),
                    random.nextBoolean() ? List.of(5) : List.of(),
                    2 + random.nextInt(4),
                    random.nextBoolean());
            last = "fc" + (architecture.hidden().size() + 1);
            policy = new Policy(new Network(architecture, DataType.DOUBLE));
            Initialiser.orthogonal(policy.network(), new Seeds(seed).stream("initialisation"));
            change(parameters -> {
                parameters.get(last + ".weight").muli(30); // the initialiser makes logits small
                for (var entry : parameters.entrySet())
                    if (entry.getKey().endsWith(".bias"))
                        for (int i = 0; i < entry.getValue().length(); i++)
                            entry.getValue().putScalar(i, 0.2 * random.nextGaussian());
            });
            double[] values = new double[(int) (2 * architecture.channels() * height * architecture.width())];
            for (int i = 0; i < values.length; i++) values[i] = random.nextDouble();
            states = Nd4j.createFromArray(values).reshape(2, architecture.channels(), height, architecture.width());
        }

        void change(Consumer<Map<String, INDArray>> how) {
            Map<String, INDArray> parameters = policy.network().export();
            how.accept(parameters);
            policy.network().load(parameters);
        }
    }
}
