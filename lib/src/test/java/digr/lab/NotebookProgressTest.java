package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class NotebookProgressTest {
    private final List<String> shown = new ArrayList<>();
    private long millis;
    private final NotebookProgress progress = new NotebookProgress("train", shown::add, () -> millis * 1_000_000);

    @Test
    void redrawsAtMostFiveTimesASecondAndAtTheEnd() {
        for (millis = 0; millis <= 1000; millis += 10) progress.report(millis / 10, 100, "");
        assertEquals(6, shown.size());
        assertEquals(
                "<progress max=\"100\" value=\"100\"></progress> train 100% 100/100, 100/s, took 0:01", shown.get(5));
    }

    @Test
    void whatWasReportedLastIsShownWhenTheWorkIsOver() {
        progress.report(1, 100, "");
        millis = 100;
        progress.report(2, 100, "loss < 1");
        progress.close();
        assertEquals(
                List.of(
                        "<progress max=\"100\" value=\"1\"></progress> train   1% 1/100",
                        "<progress max=\"100\" value=\"2\"></progress> train   2% 2/100, 10/s, 0:10 left, loss &lt; 1"),
                shown);
    }

    @Test
    void theStopButtonStopsTheWork() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> progress.report(1, 100, ""));
        assertFalse(Thread.interrupted());
    }
}
