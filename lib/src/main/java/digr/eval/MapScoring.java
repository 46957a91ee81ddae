package digr.eval;

import digr.env.Regions;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import digr.saliency.ChannelReduction;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Explains many states by one method and measures the maps: by the regions ({@link SaliencyScore},
 * {@link PointingGame}), the same of a map that never moves ({@link StaticControl}), by themselves ({@link Gini}), by the
 * policy ({@link PixelCurves}), and by their steadiness ({@link MaximalSensitivity}).
 *
 * <p>The first two lots, on all states, for {@link ChannelReduction#MAX} and {@link ChannelReduction#SUM99}; the
 * others, which take many passes a state, for the first states and the maximum only.
 *
 * @param curveStates how many states have insertion and deletion measured
 * @param sensitivityStates how many have the maximal sensitivity measured
 * @param threads how many Java threads share the states; the results do not depend on it
 */
public record MapScoring(int curveStates, int sensitivityStates, int threads) {
    public static final List<ChannelReduction> CHANNELS = List.of(ChannelReduction.MAX, ChannelReduction.SUM99);

    /** Of each state; in a cell's values followed by the channels, as in {@code auc-max}. */
    public static final String IMPORTANT = "important";

    public static final String UNIMPORTANT = "unimportant";
    public static final String AUC = "auc";
    public static final String AUC_IN_8_BITS = "auc in 8 bits";
    public static final String POINTING = "pointing";
    public static final String GINI = "gini";

    /** Of each state, for the maximum over channels; with {@link #STATIC} behind it, of the map that never moves. */
    public static final String WITHIN_3 = "within-3";

    public static final String WITHIN_5 = "within-5";
    public static final String MASS = "mass";
    public static final String OWN = "own";
    public static final String STATIC = "-static";
    static final List<String> CONTROLLED = List.of(AUC, POINTING, WITHIN_3, WITHIN_5, MASS, OWN);

    /** Of the first states, for the maximum over channels. */
    public static final String INSERTION = "insertion";

    public static final String DELETION = "deletion";
    public static final String SENSITIVITY = "sensitivity";

    private static final PixelCurves CURVES = PixelCurves.defaults();
    private static final MaximalSensitivity MAXIMAL_SENSITIVITY = MaximalSensitivity.defaults();

    public MapScoring {
        if (curveStates < 0 || sensitivityStates < 0 || threads < 1)
            throw new IllegalArgumentException("MapScoring: states must be at least 0 and threads at least 1, got "
                    + curveStates + ", " + sensitivityStates + ", " + threads);
    }

    /** Curves of the first 200 states, sensitivity, which takes ten maps a state, of the first 20. */
    public static MapScoring on(int threads) {
        return new MapScoring(200, 20, threads);
    }

    /** Neither curves nor sensitivity. */
    public static MapScoring regionsOnly(int threads) {
        return new MapScoring(0, 0, threads);
    }

    public static String name(String measure, ChannelReduction channels) {
        return measure + "-" + channels;
    }

    /** How many numbers each measure of so many states has, by its name. */
    public Map<String, Integer> lengths(int states) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        for (ChannelReduction channels : CHANNELS)
            for (String measure : List.of(IMPORTANT, UNIMPORTANT, AUC, AUC_IN_8_BITS, POINTING, GINI))
                lengths.put(name(measure, channels), states);
        for (String measure : List.of(WITHIN_3, WITHIN_5, MASS, OWN)) lengths.put(measure, states);
        for (String measure : CONTROLLED) lengths.put(measure + STATIC, states < 2 ? 0 : states);
        lengths.put(INSERTION, Math.min(curveStates, states));
        lengths.put(DELETION, Math.min(curveStates, states));
        lengths.put(SENSITIVITY, Math.min(sensitivityStates, states));
        return lengths;
    }

    /**
     * @param policy not modified
     * @param progress told of states out of all
     * @return state by state what was measured, by name
     */
    public Map<String, double[]> score(SaliencyMethod method, Policy policy, LabelledStates scored, Progress progress) {
        int states = scored.size();
        Map<String, double[]> values = new LinkedHashMap<>();
        lengths(states).forEach((measure, length) -> values.put(measure, new double[length]));
        int[] shape = scored.shape();
        StaticControl control = new StaticControl(states, shape[1], shape[2]);
        int[] done = {0};
        Parts.of(
                states,
                threads,
                policy,
                (own, from, to) -> scorePart(method, own, scored.part(from, to), from, values, control),
                n -> progress.report(done[0] += n, states, ""));
        if (states >= 2) scoreStatic(control, scored, values);
        return values;
    }

    private void scorePart(
            SaliencyMethod method,
            Policy policy,
            LabelledStates part,
            int from,
            Map<String, double[]> values,
            StaticControl control) {
        int n = part.size();
        INDArray states = policy.states(part.frames(), n);
        INDArray attributions = method.attributions(policy, states);
        List<Regions> regions = IntStream.range(0, n).mapToObj(part::regions).toList();
        Map<ChannelReduction, List<SaliencyMap>> reduced = new EnumMap<>(ChannelReduction.class);
        for (ChannelReduction channels : CHANNELS) {
            List<SaliencyMap> maps = SaliencyMap.ofGradients(attributions, channels);
            for (int i = 0; i < n; i++) scoreMap(maps.get(i), regions.get(i), channels, from + i, values);
            reduced.put(channels, maps);
        }
        List<SaliencyMap> maps = reduced.get(ChannelReduction.MAX);
        for (int i = 0; i < n; i++) {
            put(NearScore.of(maps.get(i), regions.get(i)), "", from + i, values);
            control.add(from + i, maps.get(i));
        }
        for (int i = 0; i < n && from + i < values.get(INSERTION).length; i++) {
            values.get(INSERTION)[from + i] = CURVES.insertion(policy, states.slice(i), maps.get(i));
            values.get(DELETION)[from + i] = CURVES.deletion(policy, states.slice(i), maps.get(i));
        }
        int sensitive = Math.min(n, values.get(SENSITIVITY).length - from);
        if (sensitive <= 0) return;
        List<RestorableUniformRandomProvider> random = IntStream.range(from, from + sensitive)
                .mapToObj(i -> new Seeds(0).split("sensitivity", i).stream("moves"))
                .toList();
        INDArray first = states.get(NDArrayIndex.interval(0, sensitive));
        double[] measured = MAXIMAL_SENSITIVITY.of(method, policy, first, maps.subList(0, sensitive), random);
        System.arraycopy(measured, 0, values.get(SENSITIVITY), from, sensitive);
    }

    private static void put(NearScore score, String suffix, int state, Map<String, double[]> values) {
        values.get(WITHIN_3 + suffix)[state] = score.within3();
        values.get(WITHIN_5 + suffix)[state] = score.within5();
        values.get(MASS + suffix)[state] = score.mass();
        values.get(OWN + suffix)[state] = score.own();
    }

    private static void scoreStatic(StaticControl control, LabelledStates scored, Map<String, double[]> values) {
        SaliencyMap[] means = {control.mean(0), control.mean(1)};
        for (int i = 0; i < scored.size(); i++) {
            SaliencyMap map = means[StaticControl.half(i)];
            Regions regions = scored.regions(i);
            NearScore near = NearScore.of(map, regions);
            values.get(AUC + STATIC)[i] = SaliencyScore.of(map, regions).auc();
            values.get(POINTING + STATIC)[i] = near.maximum();
            put(near, STATIC, i, values);
        }
    }

    private static void scoreMap(
            SaliencyMap map, Regions regions, ChannelReduction channels, int state, Map<String, double[]> values) {
        SaliencyScore score = SaliencyScore.of(map, regions);
        values.get(name(IMPORTANT, channels))[state] = score.important();
        values.get(name(UNIMPORTANT, channels))[state] = score.unimportant();
        values.get(name(AUC, channels))[state] = score.auc();
        values.get(name(AUC_IN_8_BITS, channels))[state] = score.aucIn8Bits();
        values.get(name(POINTING, channels))[state] = PointingGame.of(map.values(), regions.important());
        values.get(name(GINI, channels))[state] = Gini.of(map.values());
    }
}
