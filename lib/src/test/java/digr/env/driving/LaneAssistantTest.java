package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LaneAssistantTest {
    private static final LaneAssistant ASSISTANT = new LaneAssistant(20, 0.05);

    @Test
    void alongAStraightRoadNothingIsSteered() {
        assertEquals(0, ASSISTANT.steering(0, 0, 0), 0);
    }

    /** ω = 5 asin(3/20) = 0.7528 rad/s; sin β = 2.5 ω / 20 = 0.0941; δ = atan(2 tan β). */
    @Test
    void aDriftOf3MetresASecondBeginsWithAnAngleOfElevenDegrees() {
        assertEquals(0.18680, ASSISTANT.steering(3, 0, 0), 1e-5);
        assertEquals(-0.18680, ASSISTANT.steering(-3, 0, 0), 1e-5);
        assertEquals(0, ASSISTANT.steering(3, Math.asin(0.15), 0), 1e-15);
    }

    /** After a step the car has turned by a quarter of the missing heading and by as much as the bend. */
    @Test
    void onABendTheCarTurnsAsTheRoadDoes() {
        double curvature = 1 / 250.0;
        double halfAStep = 20 * curvature * 0.05 / 2;
        Vehicle car = new Vehicle(0, 0, 0, 20, 20);
        car.steering = ASSISTANT.steering(0, 0, curvature);
        car.move(0.05);
        assertEquals(20 * curvature * 0.05 + halfAStep / 4, car.heading, 1e-12);
    }
}
