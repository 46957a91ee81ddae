package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/** y = max(x, 0); its derivative at 0 is 0. */
final class Relu implements Layer {
    @Override
    public long[] outputShape(long[] inputShape) {
        return inputShape;
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        Nd4j.getExecutioner().exec(new RectifiedLinear(x, y, 0));
    }

    /** ẋ where x > 0, else 0. */
    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        mask(x, dy).muli(dx);
    }

    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        mask(x, gx).muli(g);
        if (rule == ReluRule.GUIDED) forward(gx, gx);
    }

    /** 1 where x > 0, else 0. */
    static INDArray mask(INDArray x, INDArray out) {
        Nd4j.getExecutioner().exec(new Step(x, out, 0));
        return out;
    }
}
