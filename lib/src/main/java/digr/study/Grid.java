package digr.study;

import digr.run.FolderLock;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cells that are measured one by one, each kept in a file: a grid that was stopped goes on with those that are missing,
 * and what is finished is not done again. What differs from before, by its files or options, is measured anew.
 *
 * @param folder of the files; made if missing
 * @param crew who measures
 */
public record Grid(Path folder, Crew crew) {
    /** The end of a cell's file. */
    private static final String CELL = ".npz";

    /** What a cell measures: a pure function of what its provenance names. */
    public interface Point {
        /** Of its file, without the end; no other in the grid has it. */
        String name();

        /** From what it is measured, with which options. */
        Provenance provenance();

        /** How many numbers each of its measures has; where that may differ, each case. */
        List<Map<String, Integer>> lengths();

        /** How much work it is, in the units of the grid's progress. */
        default long size() {
            return 1;
        }

        /** @param progress told how much of {@link #size} is done */
        Cell measure(Progress progress);
    }

    /**
     * Measures what is missing.
     *
     * @param progress told of {@link Point#size}s, those of kept cells from the start
     * @param finished called after each cell, one at a time
     * @return the cells in the order of their points
     * @throws digr.run.UserException if another run is at work in the folder, or that cannot be read or written
     */
    public List<Cell> complete(List<? extends Point> points, Progress progress, Runnable finished) {
        try (FolderLock lock = FolderLock.of(folder)) {
            Completion completion = new Completion(points, progress, finished);
            completion.run();
            return points.stream().map(completion.cells::get).toList();
        }
    }

    /** Those that are finished, in the order of their points; nothing is measured. */
    public <P extends Point> Map<P, Cell> finished(List<P> points) {
        Map<P, Cell> cells = new LinkedHashMap<>();
        for (P point : points) kept(point).ifPresent(cell -> cells.put(point, cell));
        return cells;
    }

    /**
     * Deletes the cells of a folder, if it is there, and the folder.
     *
     * @throws UserException if it cannot be deleted, as when something else lies there
     */
    public static void delete(Path folder) {
        if (!Files.isDirectory(folder)) return;
        try {
            try (DirectoryStream<Path> cells = Files.newDirectoryStream(folder, "*" + CELL)) {
                for (Path cell : cells) SafeFiles.deleteWithLeftovers(cell);
            }
            FolderLock.deleteFolder(folder);
        } catch (IOException e) {
            throw new UserException("Grid: can't delete " + folder + ": " + e + "; it is not needed any more", e);
        }
    }

    private Optional<Cell> kept(Point point) {
        return Cell.kept(file(point), point.provenance(), point.lengths());
    }

    private Path file(Point point) {
        return folder.resolve(point.name() + CELL);
    }

    /** What is known of the cells, under its lock. */
    private final class Completion implements Crew.Foreman {
        private final Map<Point, Cell> cells = new LinkedHashMap<>();
        private final Map<Point, Long> parts = new HashMap<>(); // how much of each is done
        private final Progress progress;
        private final Runnable finished;
        private long done;
        private long total;

        Completion(List<? extends Point> points, Progress progress, Runnable finished) {
            this.progress = progress;
            this.finished = finished;
            for (Point point : points) {
                Optional<Cell> cell = kept(point);
                total += point.size();
                if (cell.isPresent()) done += point.size();
                cells.put(point, cell.orElse(null));
            }
        }

        void run() {
            progress.report(done, total, "");
            List<Point> missing = cells.keySet().stream()
                    .filter(point -> cells.get(point) == null)
                    .toList();
            if (!missing.isEmpty()) crew.measure(missing, this);
        }

        /** What is told as done is kept: a point's last part is told when its cell is written. */
        @Override
        public synchronized void told(Point point, long now, String message) {
            if (now < point.size()) tell(point, now, message);
        }

        private void tell(Point point, long now, String message) {
            done += now - parts.getOrDefault(point, 0L);
            parts.put(point, now);
            progress.report(done, total, message.isEmpty() ? "" + point : point + " " + message);
        }

        @Override
        public synchronized void finished(Point point, Cell cell) {
            cell.write(file(point));
            cells.put(point, cell);
            tell(point, point.size(), "");
            finished.run();
        }
    }
}
