package digr.saliency;

import digr.policy.Policy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Counterfactual saliency: how much the policy changes when what is at a pixel i is removed. It is an occlusion whose
 * fill is what the state would show if nothing were there, the {@link Background} b.
 *
 * <pre>
 *   score_i = max over windows W with i in B(W), `margin` pixels wider, of KL( π(·|s) ‖ π(·|s with b in B(W)) )
 *   B(W)    = smallest box around the pixels of W that differ from b
 * </pre>
 *
 * <p>Windows are squares at every {@code stride}-th row and column. The scores are in nats; 0 where nothing differs:
 * removing what is not there changes nothing. Where two objects share a window, B(W) holds the floor between them.
 * With stride 1 the method knows no grid: a picture moved by a pixel has its map moved by a pixel, as far as the policy
 * and the picture's border allow. One forward pass a different B(W), some hundreds a state of Red-Fetch-Green. A state
 * in which every pixel differs, such as an attacked one, takes a pass a window.
 *
 * <p>The perturbation that removes is named in section 2 of the paper, and not used there.
 *
 * @see <a href="https://arxiv.org/abs/2205.08685">Xing et al. 2022</a>
 * @see TiledCounterfactual
 * @param background b, of the policy's states
 * @param side of a window in pixels, at least 1; what is wider is removed in parts
 * @param stride of the windows in pixels, at least 1
 * @param margin by how many pixels a score reaches beyond what was removed, at least 0
 */
public record Counterfactual(Background background, int side, int stride, int margin) implements SaliencyMethod {
    public Counterfactual {
        if (side < 1) throw new IllegalArgumentException("Counterfactual: side must be at least 1 pixel, got " + side);
        if (stride < 1)
            throw new IllegalArgumentException("Counterfactual: stride must be at least 1 pixel, got " + stride);
        if (margin < 0)
            throw new IllegalArgumentException("Counterfactual: margin must be at least 0 pixels, got " + margin);
    }

    /** Windows of 8 pixels, the kernel of the first convolution, at every pixel; a margin of 1. */
    public Counterfactual(Background background) {
        this(background, 8, 1, 1);
    }

    public Counterfactual withStride(int stride) {
        return new Counterfactual(background, side, stride, margin);
    }

    /** [N, 1, H, W]. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        return Scene.attributions(policy, states, background, this::map);
    }

    private double[] map(Policy policy, Scene scene) {
        Set<Box> boxes = new LinkedHashSet<>();
        for (Box window : Box.windows(scene.height, scene.width, side, stride))
            scene.changedIn(window).ifPresent(boxes::add);
        double[] scores = scene.removed(policy, boxes);
        double[] map = new double[scene.height * scene.width];
        int k = 0;
        for (Box box : boxes) scene.raise(map, box.widened(margin, scene.height, scene.width), scores[k++]);
        return map;
    }
}
