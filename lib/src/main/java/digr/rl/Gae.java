package digr.rl;

/**
 * Generalised advantage estimation (Schulman et al. 2016, arXiv 1506.02438, equation 16), backwards in time:
 *
 * <pre>  δ_t = r_t + γ V(s_{t+1}) (1 − d_t) − V(s_t),   A_t = δ_t + γ λ (1 − d_t) A_{t+1}  </pre>
 *
 * <p>d_t is 1 where step t ended its episode; an ended episode is never bootstrapped. All arrays are [T·N], time first.
 */
final class Gae {
    private Gae() {}

    /**
     * @param last V of the states after the last step, [N]
     * @return A, [T·N]; the returns are A + V
     */
    static double[] advantages(
            float[] rewards, boolean[] done, double[] values, double[] last, double discount, double lambda) {
        int n = last.length;
        double[] advantages = new double[rewards.length];
        for (int i = rewards.length - 1; i >= 0; i--) {
            boolean newest = i + n >= rewards.length;
            double next = done[i] ? 0 : newest ? last[i % n] : values[i + n];
            double later = done[i] || newest ? 0 : advantages[i + n];
            advantages[i] = rewards[i] + discount * next - values[i] + discount * lambda * later;
        }
        return advantages;
    }
}
