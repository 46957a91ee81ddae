package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void ticksAreAtMostFiveRoundNumbers() {
        assertEquals(List.of("0", "0.5", "1"), labels(Axis.linear(new Range(-0.1, 1.1))));
        assertEquals(List.of("0.985", "0.99", "0.995"), labels(Axis.linear(new Range(0.983, 0.999))));
        assertEquals(List.of("0", "50", "100", "150"), labels(Axis.linear(new Range(0, 199))));
    }

    @Test
    void aLongLogarithmicAxisHasPowersOfTenAShortOneMore() {
        assertEquals(List.of("10", "100"), labels(Axis.log(new Range(2.5, 400))));
        assertEquals(List.of("5", "10", "20"), labels(Axis.log(new Range(3, 40))));
    }

    @Test
    void sharesOfALogarithmicAxisAreOfItsDecades() {
        assertEquals(0.25, Axis.log(new Range(1, 10_000)).share(10), 1e-12);
        assertEquals(0.25, Axis.linear(new Range(-1, 3)).share(0), 1e-12);
    }

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(axis::label).toList();
    }
}
