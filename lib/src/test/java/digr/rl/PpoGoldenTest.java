package digr.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import digr.Golden;
import digr.nn.Adam;
import digr.nn.Architecture;
import digr.nn.Gradients;
import digr.nn.Network;
import digr.nn.Optimiser;
import digr.nn.ParameterVector;
import digr.nn.RmsProp;
import digr.rl.PpoOptions.Loss;
import digr.rl.PpoOptions.Returns;
import digr.rl.PpoOptions.Rollouts;
import digr.rl.PpoOptions.Updates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Against golden/ppo: PyTorch in float64 and stable-baselines3's advantages. */
class PpoGoldenTest {
    private static final PpoOptions OPTIONS = new PpoOptions(
            new Rollouts(3, 16),
            new Returns(0.99, 0.95, false, false),
            new Loss(0.1, 0.01, 0.5, true),
            new Updates(1, 1, 48, 0.5, 1e-3, false));
    private static final JsonNode EXPECTED = Golden.json("ppo/expected.json");

    private static double[] golden(String name) {
        return Golden.array("ppo/" + name + ".npy").data().asDouble();
    }

    private static Network network() {
        Network network = new Network(Golden.rfgArchitecture().withValueHead(true), DataType.DOUBLE);
        network.load(Golden.arrays("ppo/weights.npz"));
        return network;
    }

    @Test
    void advantagesAndReturns() {
        double[] rewards = golden("rewards");
        float[] r = new float[rewards.length];
        boolean[] done = new boolean[rewards.length];
        for (int i = 0; i < r.length; i++) {
            r[i] = (float) rewards[i];
            done[i] = golden("dones")[i] == 1;
        }
        double[] values = golden("values");
        double[] advantages = Gae.advantages(r, done, values, golden("last_value"), 0.99, 0.95);
        assertArrayEquals(golden("advantages"), advantages, 1e-12);
        for (int i = 0; i < values.length; i++) assertEquals(golden("returns")[i], advantages[i] + values[i], 1e-12);
    }

    @Test
    void normalisedAdvantages() {
        assertArrayEquals(golden("advantages_normalised"), Ppo.normalise(golden("advantages")), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"normalised", "raw"})
    void lossAndItsGradient(String which) {
        Network network = network();
        INDArray states = Golden.arrays("ppo/obs.npz").get("obs_u8").reshape(48, 3, 64, 64);
        // the golden network takes value / 255 as float32
        double[][] outputs = network.forward(
                        states.castTo(DataType.FLOAT).div(255).castTo(DataType.DOUBLE))
                .toDoubleMatrix();
        double[] advantages = golden(which.equals("raw") ? "advantages" : "advantages_normalised");
        double[] returns = golden("returns");
        double[] actions = golden("actions");
        PpoLoss loss = new PpoLoss(OPTIONS.loss());
        double[][] g = new double[48][8];
        for (int i = 0; i < 48; i++)
            loss.add(outputs[i], (int) actions[i], golden("old_logprob")[i], advantages[i], returns[i], 48, g[i]);
        ParameterVector gradient = network.newVector();
        network.parameterGradient(Nd4j.create(g), gradient);

        JsonNode expected = EXPECTED.get(which);
        assertEquals(expected.get("policy").asDouble(), loss.policyLoss(), 1e-9);
        assertEquals(expected.get("value").asDouble(), loss.valueLoss(), 1e-9);
        assertEquals(expected.get("entropy").asDouble(), loss.entropy(), 1e-9);
        assertEquals(expected.get("total").asDouble(), loss.total(), 1e-9);
        double deviation = Golden.deviation(Golden.flat(network.export(gradient)), golden("grad_" + which));
        assertTrue(deviation < 1e-9, "deviation " + deviation);

        double norm = Gradients.clip(gradient, 0.5);
        assertEquals(expected.get("gradient_norm").asDouble(), norm, 1e-8);
        if (which.equals("normalised"))
            assertTrue(Golden.deviation(Golden.flat(network.export(gradient)), golden("grad_clipped")) < 1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "rmsprop"})
    void oneStepOfTheOptimiser(String which) {
        Network network = network();
        Optimiser optimiser = which.equals("adam") ? new Adam(1e-5) : new RmsProp();
        optimiser.step(network, network.flatten(named(golden("grad_clipped"))), 1e-3);
        double[] after = Golden.flat(network.export());
        assertArrayEquals(golden("weights_after_" + which), after, 1e-11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "rmsprop"})
    void fiveStepsOfTheOptimiser(String which) {
        Map<String, INDArray> steps = Golden.arrays("ppo/optimiser_steps.npz");
        Network six = new Network(new Architecture(5, 1, 1, List.of(), List.of(), 1, false), DataType.DOUBLE);
        six.parameters().flat().assign(steps.get("start"));
        Optimiser optimiser = which.equals("adam") ? new Adam(1e-5) : new RmsProp();
        for (int i = 0; i < 5; i++) {
            ParameterVector gradient = six.newVector();
            gradient.flat().assign(steps.get("gradients").getRow(i));
            optimiser.step(six, gradient, 1e-3);
            assertArrayEquals(
                    steps.get(which).getRow(i).dup().data().asDouble(),
                    six.parameters().flat().dup().data().asDouble(),
                    1e-12);
        }
    }

    private static Map<String, INDArray> named(double[] flat) {
        Map<String, INDArray> named = new LinkedHashMap<>();
        for (JsonNode entry : EXPECTED.get("flat_parameters")) {
            int from = entry.get("offset").asInt();
            double[] part = java.util.Arrays.copyOfRange(
                    flat, from, from + entry.get("length").asInt());
            long[] shape = new long[entry.get("shape").size()];
            for (int i = 0; i < shape.length; i++)
                shape[i] = entry.get("shape").get(i).asLong();
            named.put(entry.get("name").asText(), Nd4j.createFromArray(part).reshape(shape));
        }
        return named;
    }
}
