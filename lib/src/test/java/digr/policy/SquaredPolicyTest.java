package digr.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SquaredPolicyTest {
    /** π = 1/8, 2/8, 5/8: F = 30/128, and π_a (π_a − Σ π²) with Σ π² = 30/64. */
    @Test
    void valueAndGradientByHand() {
        double[] logits = {0, Math.log(2), Math.log(5)};
        assertEquals(30 / 128., SquaredPolicy.value(logits), 1e-15);
        assertArrayEquals(new double[] {-22 / 512., -28 / 512., 50 / 512.}, SquaredPolicy.gradient(logits), 1e-15);
    }

    @Test
    void gradientIsTheDerivativeOfTheValue() {
        Random random = new Random(1);
        double[] logits = random.doubles(7, -3, 3).toArray();
        double[] v = random.doubles(7, -1, 1).toArray();
        double h = 1e-5;
        double expected =
                (SquaredPolicy.value(moved(logits, v, h)) - SquaredPolicy.value(moved(logits, v, -h))) / 2 / h;
        double actual = 0;
        for (int a = 0; a < 7; a++) actual += SquaredPolicy.gradient(logits)[a] * v[a];
        assertEquals(expected, actual, 1e-10);
    }

    @Test
    void hessianTimesIsTheDerivativeOfTheGradient() {
        Random random = new Random(2);
        double[] logits = random.doubles(7, -3, 3).toArray();
        double[] v = random.doubles(7, -1, 1).toArray();
        double h = 1e-5;
        double[] plus = SquaredPolicy.gradient(moved(logits, v, h));
        double[] minus = SquaredPolicy.gradient(moved(logits, v, -h));
        double[] expected = new double[7];
        for (int a = 0; a < 7; a++) expected[a] = (plus[a] - minus[a]) / 2 / h;
        assertArrayEquals(expected, SquaredPolicy.hessianTimes(logits, v), 1e-10);
    }

    private static double[] moved(double[] logits, double[] v, double h) {
        double[] moved = logits.clone();
        for (int a = 0; a < moved.length; a++) moved[a] += h * v[a];
        return moved;
    }

    /**
     * Where a policy is sure of itself the gradient is tiny, and right in every digit: against 400-digit arithmetic.
     */
    @ParameterizedTest
    @ValueSource(doubles = {5, 20, 40, 100, 300})
    void aConfidentPolicysGradientKeepsItsDigits(double confidence) {
        double[] logits = {0, confidence, 1, -2};
        double[] v = {1, -2, 0.5, 3};
        double[] gradient = SquaredPolicy.gradient(logits);
        double[] hessian = SquaredPolicy.hessianTimes(logits, v);
        BigDecimal[] pi = Exactly.probabilities(logits);
        BigDecimal squares = Exactly.mean(pi, pi);
        BigDecimal[] direction = new BigDecimal[4];
        for (int a = 0; a < 4; a++) direction[a] = new BigDecimal(v[a]);
        BigDecimal meanV = Exactly.mean(pi, direction);
        BigDecimal[] dPi = new BigDecimal[4];
        for (int a = 0; a < 4; a++) dPi[a] = pi[a].multiply(direction[a].subtract(meanV), Exactly.DIGITS);
        BigDecimal dSquares = Exactly.mean(pi, dPi).multiply(BigDecimal.valueOf(2));
        for (int a = 0; a < 4; a++) {
            BigDecimal lead = pi[a].subtract(squares, Exactly.DIGITS);
            BigDecimal first = pi[a].multiply(lead, Exactly.DIGITS);
            BigDecimal second = dPi[a].multiply(lead, Exactly.DIGITS)
                    .add(pi[a].multiply(dPi[a].subtract(dSquares), Exactly.DIGITS));
            assertEquals(1, gradient[a] / first.doubleValue(), 1e-12, "gradient at " + a);
            assertEquals(1, hessian[a] / second.doubleValue(), 1e-12, "second derivative at " + a);
        }
    }
}
