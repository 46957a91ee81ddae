package digr.saliency;

import digr.nn.HostArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much each pixel of one state matters: a map divided by its own maximum. A map that was zero everywhere stays
 * zero.
 *
 * @param values [height, width], C-ordered, in [0, 1]; not a copy
 * @param maximum the largest value before the division; 0 for a map that is zero everywhere
 */
public record SaliencyMap(float[] values, int height, int width, double maximum) {
    public SaliencyMap {
        if (height < 1 || width < 1 || values.length != height * width)
            throw new IllegalArgumentException("SaliencyMap: a map [" + height + ", " + width + "] must have "
                    + height * width + " values, got " + values.length);
        for (float v : values)
            if (!(v >= 0 && v <= 1))
                throw new IllegalArgumentException("SaliencyMap: values must lie in [0, 1], got " + v);
        if (!(maximum >= 0 && maximum < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("SaliencyMap: maximum must be finite, at least 0, got " + maximum);
    }

    /**
     * The map of one state from its pixels' saliencies.
     *
     * @param saliencies [height, width], finite, none negative
     */
    public static SaliencyMap of(double[] saliencies, int height, int width) {
        double maximum = 0;
        for (int i = 0; i < saliencies.length; i++) {
            double v = saliencies[i];
            if (!(v >= 0 && v < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("SaliencyMap: saliencies must be finite, none negative, got " + v
                        + " at row " + i / width + ", column " + i % width + "; do the policy's logits overflow?");
            maximum = Math.max(maximum, v);
        }
        float[] values = new float[saliencies.length];
        if (maximum > 0) for (int i = 0; i < values.length; i++) values[i] = (float) (saliencies[i] / maximum);
        return new SaliencyMap(values, height, width, maximum);
    }

    /** The maps of {@link #ofGradients(INDArray, ChannelReduction)} by the largest |·| over channels. */
    public static List<SaliencyMap> ofGradients(INDArray gradients) {
        return ofGradients(gradients, ChannelReduction.MAX);
    }

    /**
     * A map a state.
     *
     * @param gradients or other attributions, of either sign: [N, C, H, W]
     */
    public static List<SaliencyMap> ofGradients(INDArray gradients, ChannelReduction channels) {
        if (gradients.rank() != 4)
            throw new IllegalArgumentException(
                    "SaliencyMap: gradients must be [N, C, H, W], got rank " + gradients.rank());
        int height = (int) gradients.size(2);
        int width = (int) gradients.size(3);
        double[] all = HostArrays.doubles(gradients);
        int size = (int) gradients.size(1) * height * width;
        List<SaliencyMap> maps = new ArrayList<>();
        for (int from = 0; from < all.length; from += size) {
            double[] ofState = Arrays.copyOfRange(all, from, from + size);
            maps.add(of(channels.reduce(ofState, (int) gradients.size(1)), height, width));
        }
        return maps;
    }

    /** The map before the division by its maximum, [height, width]; what is below float32's range, 1e-45, is zero. */
    public float[] raw() {
        float[] raw = values.clone();
        for (int i = 0; i < raw.length; i++) raw[i] = (float) (raw[i] * maximum);
        return raw;
    }

    @Override
    public String toString() {
        return "SaliencyMap[" + height + "x" + width + ", maximum " + (float) maximum + "]";
    }
}
