package digr.eval;

import digr.env.Regions;
import digr.saliency.SaliencyMap;

/**
 * How near to what matters a map lies, where that is small and a map's spots are wide.
 *
 * @param maximum the {@link PointingGame}: 1 if the largest value lies on what matters, else 0
 * @param within3 1 if it lies at most 3 pixels from there
 * @param within5 1 if it lies at most 5 pixels from there, the width of driving's perturbations
 * @param mass share of the map's sum that lies at most 5 pixels from there; of a map of zeros 0
 * @param own share of the map's sum on the agent's own body
 */
public record NearScore(double maximum, double within3, double within5, double mass, double own) {

    /** @param map [H, W] as the regions are */
    public static NearScore of(SaliencyMap map, Regions regions) {
        float[] values = map.values();
        boolean[] around = regions.around(map.width(), 5);
        return new NearScore(
                PointingGame.of(values, regions.important()),
                PointingGame.of(values, regions.around(map.width(), 3)),
                PointingGame.of(values, around),
                share(values, around),
                share(values, regions.own()));
    }

    private static double share(float[] map, boolean[] marked) {
        double all = 0;
        double inside = 0;
        for (int i = 0; i < map.length; i++) {
            all += map[i];
            if (marked[i]) inside += map[i];
        }
        return all == 0 ? 0 : inside / all;
    }
}
