package digr.distill;

import digr.nn.Gradients;
import digr.nn.ParameterVector;

/**
 * Projecting conflicting gradients: where two tasks' gradients point against each other, each loses its part along the
 * other before they are added.
 *
 * <pre>  if g₁·g₂ &lt; 0:  g₁' = g₁ − (g₁·g₂/‖g₂‖²) g₂,  g₂' = g₂ − (g₁·g₂/‖g₁‖²) g₁,  else unchanged
 *   g = g₁' + g₂'  </pre>
 *
 * @see <a href="https://arxiv.org/abs/2001.06782">Yu et al. 2020</a>
 */
public final class PcGrad {
    private PcGrad() {}

    /**
     * Leaves g₁' + g₂' in {@code g1}; {@code g2} is not modified. A gradient that is all zero takes no part.
     *
     * @return the cosine between the two before, 0 if one is zero
     */
    public static double combine(ParameterVector g1, ParameterVector g2) {
        double dot = Gradients.dot(g1, g2);
        double squared1 = Gradients.dot(g1, g1);
        double squared2 = Gradients.dot(g2, g2);
        if (squared1 == 0 || squared2 == 0) {
            g1.flat().addi(g2.flat());
            return 0;
        }
        // g₁' + g₂' = (1 − dot/‖g₁‖²) g₁ + (1 − dot/‖g₂‖²) g₂
        double keep1 = dot < 0 ? 1 - dot / squared1 : 1;
        double keep2 = dot < 0 ? 1 - dot / squared2 : 1;
        g1.flat().muli(keep1).addi(g2.flat().mul(keep2));
        return dot / Math.sqrt(squared1 * squared2);
    }
}
