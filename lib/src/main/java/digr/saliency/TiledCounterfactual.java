package digr.saliency;

import digr.policy.Policy;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link Counterfactual} fitted to pictures that are made of tiles: windows and cells lie on a grid.
 *
 * <pre>
 *   score_i = [the cell of i differs from b] · max over windows W with i in W of KL( π(·|s) ‖ π(·|s with b in W) )
 * </pre>
 *
 * <p>Windows are squares of two cells' side, one at every cell. With the defaults these are
 * the windows of the first convolution, and the finest regions that it tells apart; in Red-Fetch-Green they are the
 * room's tiles and their quarters, which are the regions that maps are scored by, too. So a high score there says less
 * than that of the other form.
 *
 * @param background b, of the policy's states
 * @param cell its side in pixels, at least 1; a window has twice that
 */
public record TiledCounterfactual(Background background, int cell) implements SaliencyMethod {
    public TiledCounterfactual {
        if (cell < 1)
            throw new IllegalArgumentException("TiledCounterfactual: cell must be at least 1 pixel, got " + cell);
    }

    /** Cells of 4 pixels. */
    public TiledCounterfactual(Background background) {
        this(background, 4);
    }

    /** [N, 1, H, W]. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        return Scene.attributions(policy, states, background, this::map);
    }

    private double[] map(Policy policy, Scene scene) {
        List<Box> windows = Box.windows(scene.height, scene.width, 2 * cell, cell).stream()
                .filter(window -> scene.changedIn(window).isPresent())
                .toList();
        double[] scores = scene.removed(policy, windows);
        double[] map = new double[scene.height * scene.width];
        for (int k = 0; k < scores.length; k++) scene.raise(map, windows.get(k), scores[k]);
        for (int y = 0; y < scene.height; y++)
            for (int x = 0; x < scene.width; x++)
                if (scene.changedIn(cellOf(y, x, scene)).isEmpty()) map[y * scene.width + x] = 0;
        return map;
    }

    private Box cellOf(int y, int x, Scene scene) {
        int top = y - y % cell;
        int left = x - x % cell;
        return new Box(top, left, Math.min(top + cell, scene.height), Math.min(left + cell, scene.width));
    }
}
