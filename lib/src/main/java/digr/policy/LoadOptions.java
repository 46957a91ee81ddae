package digr.policy;

import digr.run.UserException;
import java.util.List;

/**
 * What a policy file without an architecture does not say. The shapes of its parameters tell everything else.
 *
 * @param strides of the convolutions, from input to output; the paper's are 4, 2, 1
 * @param input {C, H, W}, or empty to take it from the shapes where they leave no doubt
 */
public record LoadOptions(List<Integer> strides, List<Integer> input) {
    private static final int MOST = 1 << 16;

    public LoadOptions {
        strides = List.copyOf(strides);
        input = List.copyOf(input);
        if (strides.isEmpty() || !areSizes(strides))
            throw new UserException("Policy: strides must be at least 1, such as 4,2,1, got " + strides);
        if (!input.isEmpty() && (input.size() != 3 || !areSizes(input)))
            throw new UserException("Policy: input must be C,H,W, such as 3,64,64, got " + input);
    }

    /** Bounded, so that no arithmetic on them overflows. */
    private static boolean areSizes(List<Integer> numbers) {
        return numbers.stream().allMatch(n -> 1 <= n && n <= MOST);
    }

    public static LoadOptions defaults() {
        return new LoadOptions(List.of(4, 2, 1), List.of());
    }

    public LoadOptions withStrides(List<Integer> strides) {
        return new LoadOptions(strides, input);
    }

    public LoadOptions withInput(List<Integer> input) {
        return new LoadOptions(strides, input);
    }
}
