package digr.policy;

import java.math.BigDecimal;
import java.math.MathContext;

/** Policies in 400-digit arithmetic. */
final class Exactly {
    private Exactly() {}

    static final MathContext DIGITS = new MathContext(400);

    static BigDecimal mean(BigDecimal[] pi, BigDecimal[] x) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int a = 0; a < pi.length; a++) sum = sum.add(pi[a].multiply(x[a], DIGITS), DIGITS);
        return sum;
    }

    static BigDecimal[] probabilities(double[] logits) {
        BigDecimal[] e = new BigDecimal[logits.length];
        BigDecimal sum = BigDecimal.ZERO;
        for (int a = 0; a < e.length; a++) sum = sum.add(e[a] = exp(logits[a]), DIGITS);
        for (int a = 0; a < e.length; a++) e[a] = e[a].divide(sum, DIGITS);
        return e;
    }

    /** By Newton's steps y ← y + x exp(−y) − 1 from a double's digits. */
    static BigDecimal log(BigDecimal x) {
        int exponent = x.precision() - x.scale(); // as x may lie beyond a double
        double ten = Math.log(10);
        BigDecimal y = new BigDecimal(Math.log(x.scaleByPowerOfTen(-exponent).doubleValue()) + exponent * ten);
        for (int k = 0; k < 6; k++)
            y = y.add(x.multiply(exp(y.negate()), DIGITS)).subtract(BigDecimal.ONE, DIGITS);
        return y;
    }

    static BigDecimal exp(double x) {
        return exp(new BigDecimal(x));
    }

    /** e^x = (Σ (x/1024)^k / k!)^1024. */
    static BigDecimal exp(BigDecimal x) {
        BigDecimal small = x.divide(BigDecimal.valueOf(1024), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 200; k++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum.pow(1024, DIGITS);
    }
}
