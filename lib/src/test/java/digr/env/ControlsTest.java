package digr.env;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlsTest {
    /** Java's small maps have another order in each run; a page tells its keys in this one. */
    @Test
    void keysAreInTheOrderOfTheirActions() {
        Map<String, Integer> keys = new HashMap<>(Map.of("z", 0, "ArrowUp", 2, " ", 3, "a", 0, "ArrowRight", 1));
        List<String> order = List.copyOf(
                new Controls(List.of("0", "1", "2", "3"), keys, 0, 0).keys().keySet());
        assertEquals(List.of("a", "z", "ArrowRight", "ArrowUp", " "), order);
    }
}
