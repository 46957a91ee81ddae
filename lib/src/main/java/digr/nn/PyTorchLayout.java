package digr.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network's vectors in the names and layouts of PyTorch's state_dict: conv1, conv2, ..., fc1, fc2, ..., value, each with
 * .weight and .bias; kernels [filters, channels, rows, columns], matrices [out, in], where fc1's input is [C, H, W].
 *
 * <p>The network's own layout differs in four places: the first kernel is stored for {@link PixelBlocks}, fc1's input
 * is [H, W, C], so are the numbers of layer normalisations behind convolutions, and the value is the last row of the
 * last layer.
 */
final class PyTorchLayout {
    /** Behind a layer's name: the layer normalisation that follows it. */
    static final String NORM = "_norm";

    private static final String FIRST_LINEAR = "fc1";

    private final Architecture architecture;
    private final List<Layer> layers;
    private final int blockSide;
    private final long[] flattened;

    /** @param flattened {H, W, C} where the convolutions end */
    PyTorchLayout(Architecture architecture, List<Layer> layers, int blockSide, long[] flattened) {
        this.architecture = architecture;
        this.layers = layers;
        this.blockSide = blockSide;
        this.flattened = flattened;
    }

    /** Copies. */
    Map<String, INDArray> export(ParameterVector vector) {
        Map<String, INDArray> named = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            INDArray[] views = vector.of(i);
            String name = name(i);
            if (layers.get(i) instanceof Conv2d) {
                named.put(name + ".weight", PixelBlocks.kernelFromBlocks(views[0], i == 0 ? blockSide : 1));
                named.put(name + ".bias", views[1].dup('c'));
            } else if (layers.get(i) instanceof LayerNorm) {
                named.put(name + ".weight", picture(views[0], 2, 0, 1));
                named.put(name + ".bias", picture(views[1], 2, 0, 1));
            } else if (layers.get(i) instanceof Linear) {
                INDArray weight = name.equals(FIRST_LINEAR) ? channelsFirst(views[0]) : views[0];
                if (i == layers.size() - 1) {
                    int actions = architecture.actions();
                    named.put(name + ".weight", rows(weight, 0, actions));
                    named.put(name + ".bias", rows(views[1], 0, actions));
                    if (architecture.valueHead()) {
                        named.put("value.weight", rows(weight, actions, actions + 1));
                        named.put("value.bias", rows(views[1], actions, actions + 1));
                    }
                } else {
                    named.put(name + ".weight", weight.dup('c'));
                    named.put(name + ".bias", views[1].dup('c'));
                }
            }
        }
        return named;
    }

    /**
     * The inverse of {@link #export}.
     *
     * @param vector overwritten
     * @param named of the architecture's names and shapes
     */
    void fill(ParameterVector vector, Map<String, INDArray> named) {
        for (int i = 0; i < layers.size(); i++) {
            INDArray[] views = vector.of(i);
            String name = name(i);
            if (layers.get(i) instanceof Conv2d) {
                INDArray kernel = named.get(name + ".weight");
                views[0].assign(PixelBlocks.kernelToBlocks(kernel, i == 0 ? blockSide : 1));
                views[1].assign(named.get(name + ".bias"));
            } else if (layers.get(i) instanceof LayerNorm) {
                views[0].assign(picture(named.get(name + ".weight"), 1, 2, 0));
                views[1].assign(picture(named.get(name + ".bias"), 1, 2, 0));
            } else if (layers.get(i) instanceof Linear) {
                INDArray weight = named.get(name + ".weight");
                INDArray bias = named.get(name + ".bias");
                if (i == layers.size() - 1 && architecture.valueHead()) {
                    weight = Nd4j.concat(0, weight, named.get("value.weight"));
                    bias = Nd4j.concat(0, bias, named.get("value.bias"));
                }
                views[0].assign(name.equals(FIRST_LINEAR) ? channelsLast(weight) : weight);
                views[1].assign(bias);
            }
        }
    }

    /** The name of layer i; of no meaning for layers without parameters. */
    private String name(int i) {
        if (layers.get(i) instanceof LayerNorm) return name(i - 1) + NORM;
        boolean convolution = layers.get(i) instanceof Conv2d;
        long number = layers.subList(0, i + 1).stream()
                .filter(layer -> convolution ? layer instanceof Conv2d : layer instanceof Linear)
                .count();
        return (convolution ? "conv" : "fc") + number;
    }

    /** fc1's weights [out, C·H·W] for its input [N, H·W·C]. */
    private INDArray channelsLast(INDArray weight) {
        return moved(weight, new long[] {flattened[2], flattened[0], flattened[1]}, 2, 3, 1);
    }

    /** The inverse of {@link #channelsLast}. */
    private INDArray channelsFirst(INDArray weight) {
        return moved(weight, flattened, 3, 1, 2);
    }

    /** Each row of a matrix, an array of shape {@code from}, with its axes, counted from 1, in another order; a copy. */
    private static INDArray moved(INDArray weight, long[] from, int... axes) {
        return weight.dup('c')
                .reshape(weight.size(0), from[0], from[1], from[2])
                .permute(0, axes[0], axes[1], axes[2])
                .dup('c')
                .reshape(weight.shape());
    }

    /** A picture's numbers with its axes in another order; others as they are. A copy. */
    private static INDArray picture(INDArray numbers, int... axes) {
        return (numbers.rank() == 3 ? numbers.permute(axes) : numbers).dup('c');
    }

    private static INDArray rows(INDArray array, int from, int to) {
        return array.get(NDArrayIndex.interval(from, to)).dup('c');
    }
}
