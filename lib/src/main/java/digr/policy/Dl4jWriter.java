package digr.policy;

import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.run.SafeFiles;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Writes a policy as DL4J's {@link ModelSerializer} does, see {@link Dl4jReader} for the layout. */
final class Dl4jWriter {
    private Dl4jWriter() {}

    /** Writes the logits' part of a policy as a MultiLayerNetwork with a softmax output; a value head is left out. */
    static void write(PolicyWeights policy, Path path) {
        Architecture architecture = policy.architecture();
        if (!architecture.plain())
            throw new UserException(
                    "Policy: can't write " + path + " for DL4J: needed ReLUs, no padding, no pooling, no"
                            + " layer normalisation; write .safetensors");
        List<float[]> pieces = new ArrayList<>();
        for (int i = 1; i <= architecture.convolutions().size(); i++) {
            pieces.add(policy.parameters().get("conv" + i + ".bias").floats());
            pieces.add(policy.parameters().get("conv" + i + ".weight").floats());
        }
        for (int i = 1; i <= architecture.hidden().size() + 1; i++) {
            pieces.add(policy.parameters().get("fc" + i + ".weight").floats());
            pieces.add(policy.parameters().get("fc" + i + ".bias").floats());
        }
        float[] coefficients = new float[pieces.stream().mapToInt(p -> p.length).sum()];
        int end = 0;
        for (float[] piece : pieces) {
            System.arraycopy(piece, 0, coefficients, end, piece.length);
            end += piece.length;
        }
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(architecture));
        network.init(Nd4j.createFromArray(coefficients).reshape(1, coefficients.length), false);
        SafeFiles.write(path, out -> ModelSerializer.writeModel(network, out, false));
    }

    private static MultiLayerConfiguration configuration(Architecture architecture) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(0)
                .updater(new NoOp())
                .convolutionMode(ConvolutionMode.Truncate)
                .activation(Activation.RELU)
                .list();
        for (Convolution c : architecture.convolutions())
            layers.layer(new ConvolutionLayer.Builder(c.kernel(), c.kernel())
                    .stride(c.stride(), c.stride())
                    .nOut(c.filters())
                    .build());
        for (int width : architecture.hidden())
            layers.layer(new DenseLayer.Builder().nOut(width).build());
        return layers.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(architecture.actions())
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(
                        InputType.convolutional(architecture.height(), architecture.width(), architecture.channels()))
                .validateOutputLayerConfig(false) // a policy with one action is a policy
                .build();
    }
}
