package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Expm1;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * y = x where x > 0, else eˣ − 1; its slope at 0 is 1, as PyTorch has it.
 *
 * @see <a href="https://arxiv.org/abs/1511.07289">Clevert et al. 2016</a>
 */
final class Elu extends Pointwise {
    @Override
    public void forward(INDArray x, INDArray y) {
        y.assign(Transforms.max(x, 0, true).addi(bound(x)));
    }

    /** 1 where x > 0, else eˣ. */
    @Override
    void slope(INDArray x, INDArray out) {
        out.assign(bound(x).addi(1));
    }

    /** 0 where x > 0, else eˣ. */
    @Override
    INDArray curvature(INDArray x) {
        return bound(x).addi(1).muli(x.lte(0).castTo(x.dataType()));
    }

    /** e^min(x, 0) − 1, which does not overflow. */
    private static INDArray bound(INDArray x) {
        INDArray least = Transforms.min(x, 0, true);
        Nd4j.getExecutioner().exec(new Expm1(least, least));
        return least;
    }
}
