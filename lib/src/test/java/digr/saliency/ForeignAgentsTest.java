package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.nn.Activation;
import digr.policy.LoadOptions;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** State dicts of CleanRL's and Stable-Baselines3's agents, against PyTorch in float64: see golden/foreign/README.md. */
class ForeignAgentsTest {
    @ParameterizedTest
    @CsvSource({
        "cleanrl-ppo, 255, RELU",
        "cleanrl-dqn, 255, RELU",
        "sb3-ppo-cnn, 255, RELU",
        "sb3-dqn-cnn, 255, RELU",
        "sb3-ppo-mlp, 1, TANH"
    })
    void theirGradientsAreThoseOfPyTorch(String name, double white, Activation activation) {
        Map<String, INDArray> golden = Golden.arrays("foreign/" + name + ".npz");
        INDArray states = golden.get("states").div(white).castTo(DataType.FLOAT);
        List<Integer> input = List.of((int) states.size(1), (int) states.size(2), (int) states.size(3));
        LoadOptions usual = LoadOptions.defaults();
        PolicyWeights read = PolicyFile.read(
                Golden.path("foreign/" + name + ".safetensors"),
                new LoadOptions(usual.strides(), usual.padding(), activation, usual.scale(), input, usual.names()));
        INDArray gradient = new VanillaGradient().attributions(read.policy(), states);
        double deviation = Golden.deviation(gradient, golden.get("gradient"));
        assertTrue(deviation < 1e-5, "deviation " + deviation);
    }
}
