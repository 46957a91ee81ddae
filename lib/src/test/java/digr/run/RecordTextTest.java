package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTextTest {
    public enum Mood {
        GOOD,
        BAD
    }

    public record Inner(double width, Mood mood) {
        public Inner {
            if (width < 0) throw new IllegalArgumentException("Inner: width must not be negative, got " + width);
        }
    }

    public record Outer(int count, boolean on, String word, long big, Inner inner, List<Integer> list) {}

    private static final Outer OUTER = new Outer(1, false, "a", 2, new Inner(0.5, Mood.GOOD), List.of());

    @Test
    void componentsAreSetByName() {
        Outer changed = RecordText.with(
                OUTER,
                Map.of("count", "7", "on", "true", "word", "b", "big", "9", "inner.width", "2", "inner.mood", "BAD"));
        assertEquals(new Outer(7, true, "b", 9, new Inner(2, Mood.BAD), List.of()), changed);
        assertEquals(OUTER, RecordText.with(OUTER, Map.of()));
        assertEquals("Inner[width=2.0, mood=BAD]", RecordText.of(changed).get("inner"));
    }

    public record Ordered(double low, double high) {
        public Ordered {
            if (low > high) throw new IllegalArgumentException("Ordered: low must not be above high");
        }
    }

    public record Topics(Ordered ordered, Inner inner) {}

    /** One by one, 5 would be above 1 for a moment. */
    @Test
    void allAreSetAtOnce() {
        Topics topics = new Topics(new Ordered(0, 1), new Inner(0.5, Mood.GOOD));
        Topics expected = new Topics(new Ordered(5, 6), new Inner(0.5, Mood.BAD));
        assertEquals(expected, RecordText.withInner(topics, Map.of("low", "5", "high", "6", "mood", "BAD")));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> RecordText.withInner(topics, Map.of("inner.width", "1")));
        assertEquals("there is no option inner.width; there are low, high, width, mood", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count | x | count must be a number of type int, got x",
                "count | 1.5 | count must be a number of type int, got 1.5",
                "on | yes | on must be true or false, got yes",
                "inner.mood | UGLY | inner.mood must be one of [GOOD, BAD], got UGLY",
                "inner.width | -1 | Inner: width must not be negative, got -1.0",
                "inner | 1 | inner is a Inner, which no text gives; its parts are width, mood",
                "list | 1 | list is a List, which no text gives",
                "other | 1 | there is no option other; there are count, on, word, big, inner, list",
                "count.x | 1 | there is no option count.x; there are count, on, word, big, inner, list",
                "inner.x | 1 | there is no option inner.x; there are width, mood"
            })
    void whatCannotBeSetIsTold(String name, String value, String why) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> RecordText.with(OUTER, Map.of(name, value)));
        assertEquals(why, e.getMessage());
    }
}
