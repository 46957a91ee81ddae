package digr.study;

import digr.eval.Workers;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Who measures the cells of a {@link Grid}, and where. That changes no byte of a cell. */
public interface Crew {
    /** Hears of the work, from any thread. */
    interface Foreman {
        /** @param done of the point's {@link Grid.Point#size} */
        void told(Grid.Point point, long done, String message);

        void finished(Grid.Point point, Cell cell);
    }

    /**
     * Measures points, and tells of each as soon as it is finished.
     *
     * @throws digr.run.UserException if it cannot go on
     */
    void measure(List<? extends Grid.Point> points, Foreman foreman);

    /** Threads of this program, each at a point of its own. */
    static Crew threads(int most) {
        if (most < 1) throw new IllegalArgumentException("Crew: at least 1 thread is needed, got " + most);
        return (points, foreman) -> {
            Queue<Grid.Point> missing = new ArrayDeque<>(points);
            Runnable work = () -> {
                for (Grid.Point point = next(missing); point != null; point = next(missing)) {
                    Grid.Point own = point;
                    foreman.finished(own, own.measure((done, all, message) -> foreman.told(own, done, message)));
                }
            };
            Workers.run(Math.min(most, points.size()), work);
        };
    }

    private static Grid.Point next(Queue<Grid.Point> missing) {
        synchronized (missing) {
            return missing.poll();
        }
    }
}
