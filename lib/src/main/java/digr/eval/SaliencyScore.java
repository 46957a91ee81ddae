package digr.eval;

import digr.saliency.SaliencyMap;

/**
 * How well a state's map finds what matters, see {@link Regions}.
 *
 * @param important sum of the map over the important region
 * @param unimportant sum of the map over the unimportant region
 * @param auc how well the map tells important from unimportant pixels, {@link Auc}; ½ for a constant map
 * @param all sum over the whole map
 * @param own sum over the agent's own body
 */
public record SaliencyScore(double important, double unimportant, double auc, double all, double own) {

    /** @param map [H, W] as the regions are */
    public static SaliencyScore of(SaliencyMap map, Regions regions) {
        float[] important = Regions.pick(map.values(), regions.important());
        float[] unimportant = Regions.pick(map.values(), regions.unimportant());
        float[] own = Regions.pick(map.values(), regions.own());
        return new SaliencyScore(
                sum(important), sum(unimportant), Auc.of(important, unimportant), sum(map.values()), sum(own));
    }

    /** Share of the map's mass in the important region; of a map of zeros 0. */
    public double importantShare() {
        return all == 0 ? 0 : important / all;
    }

    /** Share of the map's mass on the agent's own body; of a map of zeros 0. */
    public double ownShare() {
        return all == 0 ? 0 : own / all;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum;
    }
}
