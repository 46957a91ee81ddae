package digr.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void elsewhereALineComesAtMostEveryFiveSeconds() {
        try (Progress progress = progress(false)) {
            for (int second = 0; second <= 12; second++) report(progress, second, 1000L * second, 20_000);
        }
        assertEquals("""
                train   0% 0/20,000, second 0
                train  25% 5,000/20,000, 1,000/s, 0:15 left, second 5
                train  50% 10,000/20,000, 1,000/s, 0:10 left, second 10
                train  60% 12,000/20,000, 1,000/s, 0:08 left, second 12
                """, text());
    }

    @Test
    void aResumedRunCountsItsRateFromWhereItBegan() {
        Progress progress = progress(false);
        report(progress, 0, 9_000, 20_000);
        report(progress, 10, 10_000, 20_000);
        report(progress, 110, 20_000, 20_000);
        progress.close();
        assertEquals("""
                train  45% 9,000/20,000, second 0
                train  50% 10,000/20,000, 100/s, 1:40 left, second 10
                train 100% 20,000/20,000, 100/s, took 1:50, second 110
                """, text());
    }

    @Test
    void onATerminalABarRedrawsItself() {
        try (Progress progress = progress(true)) {
            report(progress, 0, 0, 4);
            report(progress, 8000, 2, 4);
        }
        assertEquals(
                "\rtrain [........................]   0% 0/4, second 0"
                        + "\rtrain [############............]  50% 2/4, 0.00/s, 2:13:20 left, second 8000\n",
                text());
    }

    @Test
    void anInterruptionIsToldOnce() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, Progress::checkInterrupted);
        assertDoesNotThrow(Progress::checkInterrupted);
    }

    private Progress progress(boolean bar) {
        return new ConsoleProgress("train", new PrintStream(written), bar, clock::get);
    }

    private void report(Progress progress, int second, long done, long total) {
        clock.set(second * 1_000_000_000L);
        progress.report(done, total, "second " + second);
    }

    private String text() {
        return written.toString().replace(System.lineSeparator(), "\n");
    }
}
