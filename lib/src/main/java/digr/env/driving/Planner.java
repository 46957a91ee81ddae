package digr.env.driving;

import java.util.Arrays;
import java.util.List;

/**
 * A driver who knows all places and speeds: plans its way across the road for the next 8 s by dynamic programming, as
 * if everybody else went straight on, and takes the first step. What it reaches is what a policy can hope for.
 *
 * <p>V_t(j) = min_a c_{t+1}(j + a) + V_{t+1}(j + a) + 0.05 [a ≠ 0] over a ∈ {−1, 0, 1}; cell j is a lateral place, as
 * wide as a drift goes in 0.1 s; c is 100 where a car would be touched, 1 where it would be near.
 */
final class Planner {
    private static final double STEP = 0.1; // s
    private static final int STEPS = 80;
    private static final double TO_EDGE = 0.5; // m kept free
    private static final double DRIFT_COST = 0.05;
    private static final double[] TOUCH = {5.6, 2.5}; // m along and across, from middle to middle
    private static final double[] NEAR = {7.5, 2.8};
    private static final double LAG = 0.1; // s of drift left when a drift ends
    private static final int[] MOVES = {0, -1, 1}; // the first of the best is taken

    private final double cell;
    private final double leftmost;
    private final int cells;
    private final double speed;

    Planner(Lanes lanes, double speed, double drift) {
        this.speed = speed;
        cell = drift * STEP;
        leftmost = lanes.leftEdge() + Vehicle.WIDTH / 2 + TO_EDGE;
        double rightmost = lanes.rightEdge() - Vehicle.WIDTH / 2 - TO_EDGE;
        cells = (int) ((rightmost - leftmost) / cell) + 1;
    }

    /** −1 to drift left, 0 to go straight on, 1 to drift right. */
    int direction(Vehicle own, List<Car> cars) {
        double rest = own.y + LAG * speed * Math.sin(own.heading);
        int at = (int) Math.round((rest - leftmost) / cell);
        if (at < 0) return 1;
        if (at >= cells) return -1;
        double[] later = new double[cells]; // V_t
        for (int t = STEPS; t > 1; t--) later = earlier(later, costs(t, own, cars));
        double[] costs = costs(1, own, cars);
        int best = 0;
        for (int move : MOVES) if (value(at, move, later, costs) < value(at, best, later, costs) - 1e-9) best = move;
        return best;
    }

    private double[] earlier(double[] later, double[] costs) {
        double[] now = new double[cells];
        for (int j = 0; j < cells; j++)
            now[j] = Math.min(
                    value(j, 0, later, costs), Math.min(value(j, -1, later, costs), value(j, 1, later, costs)));
        return now;
    }

    private double value(int from, int move, double[] later, double[] costs) {
        int to = from + move;
        if (to < 0 || to >= cells) return Double.POSITIVE_INFINITY;
        return costs[to] + later[to] + (move == 0 ? 0 : DRIFT_COST);
    }

    /** c_t. */
    private double[] costs(int t, Vehicle own, List<Car> cars) {
        double[] costs = new double[cells];
        Arrays.fill(costs, 0);
        for (Car car : cars) {
            Vehicle other = car.vehicle();
            double along = Math.abs(other.x - own.x + (other.speed - speed) * t * STEP);
            if (along > NEAR[0]) continue;
            for (int j = 0; j < cells; j++) {
                double across = Math.abs(other.y - leftmost - j * cell);
                if (along < TOUCH[0] && across < TOUCH[1]) costs[j] += 100;
                else if (across < NEAR[1]) costs[j] += 1;
            }
        }
        return costs;
    }
}
