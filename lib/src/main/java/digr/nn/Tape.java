package digr.nn;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The buffers of one batch size: what each layer takes in, its tangent, and the gradient that comes back to it. Index i
 * is the input of layer i, the last one the network's output. Made when first asked for, kept from then on.
 */
final class Tape {
    final int batch;
    private final DataType type;
    private final long[][] shapes;
    private final INDArray[] values;
    private final INDArray[] tangents;
    private final INDArray[] adjoints;
    private final long[] pictureShape;
    private INDArray picture;

    Tape(int batch, DataType type, long[] inputShape, long[] pictureShape, List<Layer> layers) {
        this.batch = batch;
        this.type = type;
        this.pictureShape = pictureShape;
        shapes = new long[layers.size() + 1][];
        shapes[0] = inputShape;
        for (int i = 0; i < layers.size(); i++) shapes[i + 1] = layers.get(i).outputShape(shapes[i]);
        values = new INDArray[shapes.length];
        tangents = new INDArray[shapes.length];
        adjoints = new INDArray[shapes.length];
    }

    INDArray value(int i) {
        return buffer(values, i);
    }

    INDArray tangent(int i) {
        return buffer(tangents, i);
    }

    INDArray adjoint(int i) {
        return buffer(adjoints, i);
    }

    /** [N, C, H, W]: the input's gradient as the caller sees it. */
    INDArray picture() {
        if (picture == null) picture = create(pictureShape);
        return picture;
    }

    private INDArray buffer(INDArray[] buffers, int i) {
        if (buffers[i] == null) buffers[i] = create(shapes[i]);
        return buffers[i];
    }

    private INDArray create(long[] shape) {
        return Nd4j.create(type, Network.with(batch, shape));
    }
}
