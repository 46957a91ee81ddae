package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class OutputPaceTest {
    private final Queue<Runnable> promised = new ArrayDeque<>();
    private long now = 1000;
    private int sent;
    private final OutputPace pace = new OutputPace(() -> sent++, () -> now, promised::add);

    private void ask(int times) {
        for (int i = 0; i < times; i++) pace.ask();
    }

    @Test
    void fewLinesAreSentOneByOne() {
        ask(50);
        assertEquals(50, sent);
        now += 100;
        ask(50);
        assertEquals(100, sent);
        assertEquals(0, promised.size());
    }

    @Test
    void manyWaitForEachOtherAndGoTogether() {
        ask(20_000);
        assertEquals(50, sent);
        assertEquals(1, promised.size());
        now += 100;
        promised.remove().run();
        assertEquals(51, sent);
        ask(1);
        assertEquals(52, sent);
    }

    @Test
    void aPromiseStandsAlthoughNothingElseIsPrinted() {
        ask(51);
        promised.remove().run();
        assertEquals(51, sent);
    }
}
