package digr.saliency;

import digr.env.Separable;
import digr.policy.Policy;
import digr.policy.Softmax;
import java.util.Arrays;

/**
 * What a policy would do otherwise if a thing were not there: each thing of a state is taken out of its picture, alone.
 * No saliency method can do that, as a state tells no thing from what is behind it; an environment can that draws it
 * anew. Beyond the paper.
 *
 * <pre>  S[y][x] = max KL(π(s) ‖ π(s without k)) over the things k within {@value #MARGIN} rows and columns of (y, x)  </pre>
 */
public final class Removal {
    /** Pixels: what a policy reads of a thing is its outline, too. */
    private static final int MARGIN = 2;

    private Removal() {}

    /**
     * The map of the present observation.
     *
     * @param environment not modified
     * @param policy not modified
     */
    public static SaliencyMap explain(Policy policy, Separable environment) {
        int[] shape = environment.observationShape();
        int size = shape[0] * shape[1] * shape[2];
        int[] shown = environment.things();
        int[] things = Arrays.stream(shown).filter(k -> k >= 0).distinct().toArray();
        byte[] frames = new byte[(1 + things.length) * size];
        environment.observe(frames, 0);
        for (int i = 0; i < things.length; i++) {
            int thing = things[i];
            environment.observe(k -> k != thing, frames, (1 + i) * size);
        }
        double[][] logits = policy.logits(frames, 1 + things.length);
        double[] saliency = new double[shown.length];
        for (int i = 0; i < things.length; i++)
            mark(saliency, shown, things[i], Softmax.kl(logits[0], logits[1 + i]), shape[2]);
        return SaliencyMap.of(saliency, shape[1], shape[2]);
    }

    private static void mark(double[] saliency, int[] shown, int thing, double value, int width) {
        int height = shown.length / width;
        for (int i = 0; i < shown.length; i++) {
            if (shown[i] != thing) continue;
            for (int y = Math.max(0, i / width - MARGIN); y <= Math.min(height - 1, i / width + MARGIN); y++)
                for (int x = Math.max(0, i % width - MARGIN); x <= Math.min(width - 1, i % width + MARGIN); x++)
                    saliency[y * width + x] = Math.max(saliency[y * width + x], value);
        }
    }
}
