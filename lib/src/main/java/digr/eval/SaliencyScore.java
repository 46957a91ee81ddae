package digr.eval;

import digr.env.Regions;
import digr.saliency.SaliencyMap;

/**
 * How well a state's map finds what matters, see {@link Regions}.
 *
 * @param important sum of the map over the important region
 * @param unimportant sum of the map over the unimportant region
 * @param auc how well the map tells important from unimportant pixels, {@link Auc}; ½ for a constant map
 * @param aucIn8Bits the same of the map in 256 levels, round(255 m), as a picture shows it
 */
public record SaliencyScore(double important, double unimportant, double auc, double aucIn8Bits) {

    /** @param map [H, W] as the regions are */
    public static SaliencyScore of(SaliencyMap map, Regions regions) {
        float[] important = Regions.pick(map.values(), regions.important());
        float[] unimportant = Regions.pick(map.values(), regions.unimportant());
        return new SaliencyScore(
                sum(important),
                sum(unimportant),
                Auc.of(important, unimportant),
                Auc.of(inLevels(important), inLevels(unimportant)));
    }

    private static float[] inLevels(float[] values) {
        float[] levels = new float[values.length];
        for (int i = 0; i < levels.length; i++) levels[i] = Math.round(255 * values[i]);
        return levels;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum;
    }
}
