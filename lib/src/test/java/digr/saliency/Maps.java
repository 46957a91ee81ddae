package digr.saliency;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maps as plain numbers. */
final class Maps {
    private Maps() {}

    /** All maps' values one behind the other. */
    static double[] together(List<SaliencyMap> maps) {
        int size = maps.get(0).values().length;
        double[] all = new double[maps.size() * size];
        for (int i = 0; i < all.length; i++) all[i] = maps.get(i / size).values()[i % size];
        return all;
    }

    static double[] flat(INDArray array) {
        return array.dup('c').data().asDouble();
    }
}
