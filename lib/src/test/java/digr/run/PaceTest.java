package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {
    private long seconds;
    private final Pace pace = new Pace(() -> seconds * 1_000_000_000);

    @Test
    void tellsShareRateAndTimeLeft() {
        assertEquals(" 10% 100/1,000", pace.describe(100, 1000));
        seconds = 10;
        assertEquals(" 45% 450/1,000, 35/s, 0:16 left", pace.describe(450, 1000));
    }

    /** A training ends with the batch that reaches its steps, which may go beyond them. */
    @Test
    void moreThanAllIsAllOfIt() {
        pace.describe(0, 80_000);
        seconds = 8;
        assertEquals("100% 81,920/80,000, 10,240/s, took 0:08", pace.describe(81_920, 80_000));
    }
}
