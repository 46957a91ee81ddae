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
    private int columns = 120;
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
    void aLineIsNarrowerThanItsTerminalAlsoWhenThatShrinks() {
        try (Progress progress = progress(true)) {
            columns = 80;
            clock.set(0);
            progress.report(0, 10_000_000, "");
            clock.set(100_000_000_000L);
            progress.report(
                    300_000, 10_000_000, "return 0.934, entropy 1.23, kl 0.0123, value loss 0.0123, clipped 0.1");
            columns = 50;
            clock.set(101_000_000_000L);
            progress.report(303_000, 10_000_000, "return 0.935");
            columns = 24;
            clock.set(102_000_000_000L);
            progress.report(306_000, 10_000_000, "return 0.936");
        }
        assertEquals(
                "\rtrain [........................]   0% 0/10,000,000"
                        + "\rtrain   3% 300,000/10,000,000, 3,000/s, 53:53 left, return 0.934, entropy 1.23,"
                        + "\rtrain   3% 303,000/10,000,000, 3,000/s, 53:52 lef"
                        + "\rtrain   3% 306,000/10,0\n",
                text());
    }

    @Test
    void whatItIsToldCannotSteerATerminal() {
        try (Progress progress = progress(true)) {
            progress.report(0, 4, "teacher\u001b[2Jseed\n1");
        }
        assertEquals("\rtrain [........................]   0% 0/4, teacher?[2Jseed 1\n", text());
    }

    @Test
    void anInterruptionIsToldOnce() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, Progress::checkInterrupted);
        assertDoesNotThrow(Progress::checkInterrupted);
    }

    private Progress progress(boolean bar) {
        return new ConsoleProgress("train", new PrintStream(written), bar, () -> columns, clock::get);
    }

    private void report(Progress progress, int second, long done, long total) {
        clock.set(second * 1_000_000_000L);
        progress.report(done, total, "second " + second);
    }

    private String text() {
        return written.toString().replace(System.lineSeparator(), "\n");
    }
}
