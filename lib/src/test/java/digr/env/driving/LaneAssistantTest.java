package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LaneAssistantTest {
    private static final LaneAssistant ASSISTANT = new LaneAssistant(20, 0.05);

    @Test
    void alongAStraightRoadNothingIsSteered() {
        assertEquals(0, ASSISTANT.steering(0, 0, 0), 0);
    }

    /** ω = 5 asin(3/20) = 0.7528 rad/s; β = asin(2.5 ω / 20) = 0.0942; δ = atan(2 tan β). */
    @Test
    void aDriftOf3MetresASecondBeginsWithAnAngleOfElevenDegrees() {
        assertEquals(0.186844, ASSISTANT.steering(3, 0, 0), 1e-6);
        assertEquals(-0.186844, ASSISTANT.steering(-3, 0, 0), 1e-6);
        assertEquals(0, ASSISTANT.steering(3, Math.asin(0.15), 0), 1e-15);
    }

    /** The middle of a car that has settled in a bend stays on the arc, at an angle of asin(2.5 / 250) to the car. */
    @Test
    void onABendTheCarsMiddleFollowsTheArc() {
        double curvature = 1 / 250.0;
        Vehicle car = new Vehicle(0, 0, -Math.asin(0.01) + 20 * curvature * 0.05 / 2, 20, 20);
        for (int t = 1; t <= 400; t++) { // 20 s, more than a full turn
            car.steering = ASSISTANT.steering(0, car.heading - 20 * curvature * 0.05 * (t - 1), curvature);
            car.move(0.05);
            assertEquals(250, Math.hypot(car.x, car.y - 250), 0.01, "step " + t);
        }
    }
}
