package digr.policy;

import digr.nn.Activation;
import digr.run.UserException;
import java.util.List;
import java.util.Map;

/**
 * What a policy file without an architecture does not say. The shapes of its parameters tell everything else.
 *
 * @param strides of the convolutions, from input to output; the paper's are 4, 2, 1
 * @param padding of the convolutions, rows and columns of zeros on each side; one number is for all
 * @param activation behind every layer but the last
 * @param scale what the network divides a pixel of 0 to 255 by
 * @param input {C, H, W}, or empty to take it from the shapes where they leave no doubt
 * @param names theirs by ours, such as conv1 = features.0; empty to find them out
 */
public record LoadOptions(
        List<Integer> strides,
        List<Integer> padding,
        Activation activation,
        double scale,
        List<Integer> input,
        Map<String, String> names) {
    private static final int MOST = 1 << 16;

    public LoadOptions {
        strides = List.copyOf(strides);
        padding = List.copyOf(padding);
        input = List.copyOf(input);
        names = Map.copyOf(names);
        if (strides.isEmpty() || !areAtLeast(1, strides))
            throw new UserException("Policy: strides must be at least 1, such as 4,2,1, got " + strides);
        if (padding.isEmpty() || !areAtLeast(0, padding))
            throw new UserException("Policy: padding must be at least 0, such as 0,1,1, got " + padding);
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY))
            throw new UserException("Policy: the scale must be above 0, such as 255, got " + scale);
        if (!input.isEmpty() && (input.size() != 3 || !areAtLeast(1, input)))
            throw new UserException("Policy: input must be C,H,W, such as 3,64,64, got " + input);
    }

    /** Bounded, so that no arithmetic on them overflows. */
    private static boolean areAtLeast(int least, List<Integer> numbers) {
        return numbers.stream().allMatch(n -> least <= n && n <= MOST);
    }

    /** The paper's strides, no padding, ReLUs, pixels divided by 255. */
    public static LoadOptions defaults() {
        return new LoadOptions(List.of(4, 2, 1), List.of(0), Activation.RELU, 255, List.of(), Map.of());
    }

    public LoadOptions withStrides(List<Integer> strides) {
        return new LoadOptions(strides, padding, activation, scale, input, names);
    }

    public LoadOptions withInput(List<Integer> input) {
        return new LoadOptions(strides, padding, activation, scale, input, names);
    }

    /** In words, for a network of so many convolutions. */
    String text(int convolutions) {
        if (convolutions == 0) return activation.title() + ", " + pixels();
        boolean padded = padding.stream().anyMatch(p -> p > 0);
        return "strides " + strides + ", " + (padded ? "padding " + padding : "no padding") + ", " + activation.title()
                + ", " + pixels();
    }

    /** What the scale means, in words. */
    String pixels() {
        return "pixels / " + (scale == Math.rint(scale) ? Long.toString((long) scale) : Double.toString(scale));
    }
}
