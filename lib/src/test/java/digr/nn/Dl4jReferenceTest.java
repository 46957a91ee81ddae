package digr.nn;

import static digr.nn.Numeric.assertClose;
import static digr.nn.Numeric.random;

import digr.nn.Architecture.Convolution;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The same weights in DL4J's MultiLayerNetwork. */
class Dl4jReferenceTest {
    private static final Architecture ARCHITECTURE = new Architecture(
            3,
            37,
            36,
            List.of(new Convolution(4, 8, 4), new Convolution(5, 4, 2), new Convolution(3, 2, 1)),
            List.of(11),
            6,
            false);

    @ParameterizedTest
    @CsvSource({"DOUBLE, 1e-12", "FLOAT, 5e-6"})
    void outputsAndGradientsAreThoseOfDl4j(DataType type, double tolerance) {
        Random random = new Random(1);
        Network network = Numeric.network(ARCHITECTURE, random).as(type);
        MultiLayerNetwork dl4j = dl4j(network);
        INDArray states = random(random, 4, 3, 37, 36).castTo(type);
        INDArray labels = random(random, 4, 6).castTo(type);

        INDArray z = network.forward(states);
        dl4j.setInput(states);
        INDArray output = dl4j.feedForward(true, false).get(5);
        assertClose(output, z, tolerance);

        // DL4J starts from its loss: the mean over outputs of the squared error, whose derivative it sums over the
        // batch
        dl4j.setLabels(labels);
        var result = dl4j.calculateGradients(states, labels, null, null);
        INDArray g = z.sub(labels).mul(2.0 / 6);
        assertClose(result.getSecond(), network.inputGradient(g), tolerance);
        ParameterVector gradient = network.newVector();
        network.parameterGradient(g, gradient);
        Map<String, INDArray> named = network.export(gradient);
        var expected = result.getFirst().gradientForVariable();
        for (int i = 0; i < 3; i++) {
            assertClose(expected.get(i + "_W"), named.get("conv" + (i + 1) + ".weight"), tolerance);
            assertClose(expected.get(i + "_b").reshape(-1), named.get("conv" + (i + 1) + ".bias"), tolerance);
        }
        for (int i = 0; i < 2; i++) {
            assertClose(expected.get(3 + i + "_W").transpose(), named.get("fc" + (i + 1) + ".weight"), tolerance);
            assertClose(expected.get(3 + i + "_b").reshape(-1), named.get("fc" + (i + 1) + ".bias"), tolerance);
        }
    }

    private static MultiLayerNetwork dl4j(Network network) {
        var list = new NeuralNetConfiguration.Builder()
                .dataType(network.type())
                .convolutionMode(ConvolutionMode.Truncate)
                .list();
        for (Convolution c : ARCHITECTURE.convolutions())
            list.layer(new ConvolutionLayer.Builder(c.kernel(), c.kernel())
                    .stride(c.stride(), c.stride())
                    .nOut(c.filters())
                    .activation(Activation.RELU)
                    .build());
        MultiLayerNetwork dl4j = new MultiLayerNetwork(list.layer(new DenseLayer.Builder()
                        .nOut(11)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(6)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.convolutional(37, 36, 3))
                .build());
        dl4j.init();
        Map<String, INDArray> named = network.export();
        for (int i = 0; i < 3; i++) {
            dl4j.setParam(i + "_W", named.get("conv" + (i + 1) + ".weight"));
            dl4j.setParam(i + "_b", named.get("conv" + (i + 1) + ".bias").reshape(1, -1));
        }
        for (int i = 0; i < 2; i++) {
            dl4j.setParam(3 + i + "_W", named.get("fc" + (i + 1) + ".weight").transpose());
            dl4j.setParam(3 + i + "_b", named.get("fc" + (i + 1) + ".bias").reshape(1, -1));
        }
        return dl4j;
    }
}
