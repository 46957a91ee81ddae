package digr.saliency;

import digr.nn.HostArrays;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A state before its background: which pixels differ, and what a policy does when some of them are removed.
 *
 * <p>A pixel differs if a channel of it, in steps of 1/255, is not the background's. Pixels of a state that was
 * attacked or blurred may all differ.
 */
final class Scene {
    /** So many copies of a state a pass. */
    private static final int BATCH = 128;

    final int height;
    final int width;
    private final int channels;
    private final double[] state; // [C, H, W]
    private final double[] empty; // the background, in [0, 1]
    private final boolean[] changed; // [H, W]

    private Scene(Background background, INDArray state) {
        channels = (int) state.size(0);
        height = (int) state.size(1);
        width = (int) state.size(2);
        this.state = HostArrays.doubles(state);
        empty = new double[this.state.length];
        changed = new boolean[height * width];
        byte[] picture = background.picture();
        for (int i = 0; i < empty.length; i++) {
            int value = picture[i] & 255;
            empty[i] = value / 255f; // as Policy has it
            changed[i % changed.length] |= Math.rint(255 * this.state[i]) != value;
        }
    }

    /**
     * Maps of states, each made by {@code map} from a policy and the state's scene: [H·W].
     *
     * @return [N, 1, H, W]
     * @throws UserException if the background is of another shape than the states
     */
    static INDArray attributions(
            Policy policy, INDArray states, Background background, BiFunction<Policy, Scene, double[]> map) {
        policy.requireStates(states);
        int[] shape =
                Arrays.stream(policy.stateShape()).mapToInt(Math::toIntExact).toArray();
        if (!Arrays.equals(shape, background.shape()))
            throw new UserException("Background: it must be of states " + Arrays.toString(shape) + ", it is of "
                    + Arrays.toString(background.shape()) + "; is it of another task?");
        int n = (int) states.size(0);
        int pixels = shape[1] * shape[2];
        double[] all = new double[n * pixels];
        SharedWork.run(n, policy, own -> i -> {
            double[] one = map.apply(own, new Scene(background, states.slice(i)));
            System.arraycopy(one, 0, all, i * pixels, pixels);
        });
        return HostArrays.array(all, policy.network().type(), n, 1, shape[1], shape[2]);
    }

    boolean changed(int row, int column) {
        return changed[row * width + column];
    }

    /** The smallest box around what differs in a window; empty if nothing does. */
    Optional<Box> changedIn(Box window) {
        int top = height;
        int left = width;
        int bottom = 0;
        int right = 0;
        for (int y = window.top(); y < window.bottom(); y++)
            for (int x = window.left(); x < window.right(); x++) {
                if (!changed(y, x)) continue;
                top = Math.min(top, y);
                left = Math.min(left, x);
                bottom = y + 1;
                right = Math.max(right, x + 1);
            }
        return bottom == 0 ? Optional.empty() : Optional.of(new Box(top, left, bottom, right));
    }

    /** KL( π(·|s) ‖ π(·|s with the background in the box) ) of each box, in nats. */
    double[] removed(Policy policy, Collection<Box> boxes) {
        List<Box> all = new ArrayList<>(boxes);
        double[] scores = new double[all.size()];
        if (all.isEmpty()) return scores;
        double[] before = logits(policy, state, 1)[0];
        for (int from = 0; from < scores.length; from += BATCH) {
            int n = Math.min(BATCH, scores.length - from);
            double[] copies = new double[n * state.length];
            for (int i = 0; i < n; i++) without(all.get(from + i), copies, i * state.length);
            double[][] after = logits(policy, copies, n);
            for (int i = 0; i < n; i++) scores[from + i] = Softmax.kl(before, after[i]);
        }
        return scores;
    }

    private double[][] logits(Policy policy, double[] states, int n) {
        return policy.logits(HostArrays.array(states, policy.network().type(), n, channels, height, width));
    }

    private void without(Box box, double[] to, int offset) {
        System.arraycopy(state, 0, to, offset, state.length);
        int length = box.right() - box.left();
        for (int c = 0; c < channels; c++)
            for (int y = box.top(); y < box.bottom(); y++) {
                int at = (c * height + y) * width + box.left();
                System.arraycopy(empty, at, to, offset + at, length);
            }
    }

    /** Raises a map, [H·W], to at least {@code score} in the box. */
    void raise(double[] map, Box box, double score) {
        for (int y = box.top(); y < box.bottom(); y++)
            for (int p = y * width + box.left(); p < y * width + box.right(); p++) map[p] = Math.max(map[p], score);
    }
}
