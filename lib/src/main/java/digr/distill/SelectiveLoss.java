package digr.distill;

import digr.nn.HostArrays;
import digr.nn.Network;
import digr.nn.ParameterVector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The selective input-gradient loss (arXiv 2205.08685, equation 4) and its parameter gradient: penalties of the input
 * gradient G = ∂(u·z)/∂s, averaged over states. Notebook 02 builds ours term by term.
 *
 * <p>The gradient takes one pass each forward, backward and along the tangent, and one backward through both streams:
 * with V = ∂L/∂G held fixed, ∂L/∂θ = d/dθ (V · ∇_s (u·z)), see {@link Network#tangentGradient}.
 *
 * @param field u, which scalar's gradient G is
 * @param penalties each with its weight
 * @param surrogateWidth τ of the ReLU masks' stand-in derivative; 0 for the exact gradient
 */
public record SelectiveLoss(SaliencyField field, Map<Penalty, Double> penalties, double surrogateWidth) {

    private static final List<Penalty> PENALTIES = List.of(
            new AbsolutePenalty(),
            new AbsoluteEverywherePenalty(),
            new RootSharePenalty(),
            new SharePenalty(),
            new FillPenalty(),
            new MaximumPenalty(false, false),
            new MaximumPenalty(false, true),
            new MaximumPenalty(true, false),
            new MaximumPenalty(true, true));

    private static final Pattern TEXT =
            Pattern.compile("SelectiveLoss\\[field=(\\w+), penalties=\\{(.*)}, surrogateWidth=([^,\\]]+)]");

    public SelectiveLoss {
        penalties = new LinkedHashMap<>(penalties);
        for (double weight : penalties.values())
            if (!(weight > 0) || Double.isInfinite(weight))
                throw new IllegalArgumentException("SelectiveLoss: weights must be above 0, got " + weight);
        if (!(surrogateWidth >= 0) || Double.isInfinite(surrogateWidth))
            throw new IllegalArgumentException(
                    "SelectiveLoss: surrogate width must be at least 0, got " + surrogateWidth);
    }

    /**
     * The loss of a text that {@link #toString} gave.
     *
     * @throws IllegalArgumentException if it is another text, or names a penalty that is not one of this library's
     */
    public static SelectiveLoss parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches())
            throw new IllegalArgumentException(
                    "SelectiveLoss: needed SelectiveLoss[field=..., penalties={...}, surrogateWidth=...], got " + text);
        Map<Penalty, Double> penalties = new LinkedHashMap<>();
        for (String penalty : parts.group(2).split(", (?=\\w+\\[)"))
            if (!penalty.isEmpty())
                penalties.put(penalty(penalty), number(penalty.substring(penalty.indexOf("]=") + 2)));
        return new SelectiveLoss(field(parts.group(1)), penalties, number(parts.group(3)));
    }

    private static Penalty penalty(String text) {
        return PENALTIES.stream()
                .filter(known -> text.startsWith(known + "="))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "SelectiveLoss: a penalty is one of " + PENALTIES + " with =WEIGHT, got " + text));
    }

    private static SaliencyField field(String name) {
        return Arrays.stream(SaliencyField.values())
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("SelectiveLoss: field must be one of "
                        + Arrays.toString(SaliencyField.values()) + ", got " + name));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("SelectiveLoss: needed a number, got " + text, e);
        }
    }

    /** With one more penalty; the same where its weight is 0. */
    public SelectiveLoss with(Penalty penalty, double weight) {
        if (weight == 0) return this;
        Map<Penalty, Double> more = new LinkedHashMap<>(penalties);
        more.put(penalty, weight);
        return new SelectiveLoss(field, more, surrogateWidth);
    }

    /**
     * @param outputs of {@code network.forward} for the batch, just computed
     * @param unimportant [N·H·W], state after state
     * @param important [N·H·W], likewise
     * @param out overwritten with ∂L/∂θ
     * @return the loss
     */
    public double gradient(
            Network network, INDArray outputs, boolean[] unimportant, boolean[] important, ParameterVector out) {
        double[][] z = HostArrays.rows(outputs);
        int n = z.length;
        int actions = network.architecture().actions();
        double[][] u = new double[n][outputs.columns()];
        for (int i = 0; i < n; i++) System.arraycopy(field.direction(logits(z[i], actions)), 0, u[i], 0, actions);
        INDArray b = HostArrays.array(u, network.type());

        INDArray g = network.inputGradient(b);
        double[] v = HostArrays.doubles(g);
        double loss = penalise(v, n, v.length / n / network.architecture().channels(), unimportant, important);

        HostArrays.write(v, g);
        double[][] dz = HostArrays.rows(network.tangent(g));
        double[][] a = new double[n][outputs.columns()];
        for (int i = 0; i < n; i++)
            System.arraycopy(field.change(logits(z[i], actions), logits(dz[i], actions)), 0, a[i], 0, actions);
        network.tangentGradient(HostArrays.array(a, network.type()), b, surrogateWidth, out);
        return loss;
    }

    /** Replaces G of {@code n} states by ∂L/∂G; returns L. */
    private double penalise(double[] gradients, int n, int pixels, boolean[] unimportant, boolean[] important) {
        int features = gradients.length / n;
        double[] g = new double[features];
        double[] derivative = new double[features];
        double loss = 0;
        for (int i = 0; i < n; i++) {
            int from = i * features;
            Penalty.Mask mask = mask(unimportant, important, i * pixels);
            for (int k = 0; k < features; k++) g[k] = Math.abs(gradients[from + k]);
            Arrays.fill(derivative, 0);
            for (Map.Entry<Penalty, Double> penalty : penalties.entrySet()) {
                double weight = penalty.getValue() / n;
                loss += weight * penalty.getKey().add(g, pixels, mask, weight, derivative);
            }
            for (int k = 0; k < features; k++) gradients[from + k] = Math.signum(gradients[from + k]) * derivative[k];
        }
        return loss;
    }

    private static double[] logits(double[] outputs, int actions) {
        return Arrays.copyOf(outputs, actions);
    }

    private static Penalty.Mask mask(boolean[] unimportant, boolean[] important, int first) {
        return new Penalty.Mask() {
            @Override
            public boolean unimportant(int pixel) {
                return unimportant[first + pixel];
            }

            @Override
            public boolean important(int pixel) {
                return important[first + pixel];
            }
        };
    }
}
