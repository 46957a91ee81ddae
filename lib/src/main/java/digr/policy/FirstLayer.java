package digr.policy;

import digr.run.NdArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** A state's numbers are pixel / 255; what another network divides pixels by goes into its first layer. */
final class FirstLayer {
    private static final double BYTE = 255;

    private FirstLayer() {}

    /**
     * The parameters of a network that takes pixel / 255, of one that takes pixel / {@code scale}.
     *
     * @param parameters by PyTorch's names; not modified
     */
    static Map<String, NdArray> takingBytesOver(double scale, Map<String, NdArray> parameters) {
        if (scale == BYTE) return parameters;
        String first = parameters.containsKey("conv1.weight") ? "conv1.weight" : "fc1.weight";
        NdArray weight = parameters.get(first);
        float[] numbers = weight.floats().clone();
        for (int i = 0; i < numbers.length; i++) numbers[i] *= (float) (BYTE / scale);
        Map<String, NdArray> scaled = new LinkedHashMap<>(parameters);
        scaled.put(first, NdArray.of(numbers, weight.shape()));
        return scaled;
    }
}
