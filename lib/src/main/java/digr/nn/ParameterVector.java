package digr.nn;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One number for each parameter of a network: the parameters themselves, a gradient, an optimiser's moment. The numbers
 * lie in one flat vector in an order of the network's own; {@link Network#export(ParameterVector)} gives them by name.
 */
public final class ParameterVector {
    private final INDArray flat;
    private final INDArray[][] ofLayer;

    ParameterVector(List<Layer> layers, DataType type, long length) {
        flat = Nd4j.zeros(type, length);
        ofLayer = new INDArray[layers.size()][];
        long at = 0;
        for (int i = 0; i < layers.size(); i++) {
            long[][] shapes = layers.get(i).parameterShapes();
            ofLayer[i] = new INDArray[shapes.length];
            for (int k = 0; k < shapes.length; k++) {
                long n = 1;
                for (long d : shapes[k]) n *= d;
                ofLayer[i][k] = flat.get(NDArrayIndex.interval(at, at + n)).reshape('c', shapes[k]);
                at += n;
            }
        }
        if (at != length)
            throw new IllegalStateException(
                    "ParameterVector: " + at + " parameters in layers, " + length + " expected");
    }

    /** All numbers, [parameters]; not a copy. */
    public INDArray flat() {
        return flat;
    }

    /** The part of one layer, in the layer's shapes; views. */
    INDArray[] of(int layer) {
        return ofLayer[layer];
    }
}
