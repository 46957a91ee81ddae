package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** y = tanh x. */
final class Tanh extends Pointwise {
    @Override
    public void forward(INDArray x, INDArray y) {
        y.assign(Transforms.tanh(x, true));
    }

    /** 1 − y². */
    @Override
    void slope(INDArray x, INDArray out) {
        forward(x, out);
        out.muli(out).rsubi(1);
    }

    /** −2 y (1 − y²). */
    @Override
    INDArray curvature(INDArray x) {
        INDArray y = Transforms.tanh(x, true);
        return y.mul(y).rsubi(1).muli(y).muli(-2);
    }
}
