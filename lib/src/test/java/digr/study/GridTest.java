package digr.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.run.Progress;
import digr.run.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridTest {
    /** Three units of work. */
    private record Counting(String name) implements Grid.Point {
        @Override
        public Provenance provenance() {
            return Provenance.of("counting", Map.of("name", name), 0);
        }

        @Override
        public List<Map<String, Integer>> lengths() {
            return List.of(Map.of("count", 1));
        }

        @Override
        public long size() {
            return 3;
        }

        @Override
        public Cell measure(Progress progress) {
            for (int done = 1; done <= 3; done++) progress.report(done, 3, done + " counted");
            return new Cell(Map.of("count", new double[] {3}), provenance());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Counting> POINTS = List.of(new Counting("a"), new Counting("b"));

    @TempDir
    Path folder;

    /** So whoever stops the program loses nothing that it showed as done. */
    @Test
    void whatIsToldAsDoneIsKept() {
        List<String> told = new ArrayList<>();
        Progress progress = (done, total, message) -> {
            told.add(done + " of " + total + ", " + message);
            long kept = POINTS.stream()
                    .filter(point -> Files.exists(folder.resolve(point.name() + ".npz")))
                    .count();
            assertEquals(done / 3, kept, told::toString);
        };
        new Grid(folder, Crew.threads(1)).complete(POINTS, progress, () -> {});
        assertEquals(
                List.of(
                        "0 of 6, ",
                        "1 of 6, a 1 counted",
                        "2 of 6, a 2 counted",
                        "3 of 6, a",
                        "4 of 6, b 1 counted",
                        "5 of 6, b 2 counted",
                        "6 of 6, b"),
                told);
    }
}
