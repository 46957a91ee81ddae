package digr.study;

import digr.distill.PerturbationDataset;
import digr.distill.PerturbationGenerator;
import digr.run.Progress;
import digr.run.Provenance;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Explains the states of a perturbation dataset, {@value #TOGETHER} in a cell, where one program alone would take too
 * long. The dataset has the bytes that {@link PerturbationGenerator} gives it alone.
 *
 * @param folder of the cells' files; made if missing
 * @param crew who measures; in this program one thread, as there is one generator
 */
public record PerturbationRun(Path folder, Crew crew) {
    private static final String LEVELS = "levels";
    private static final int TOGETHER = 32;

    /** States {@code from} to {@code to} − 1. */
    private record Maps(PerturbationGenerator generator, Provenance states, int from, int to) implements Grid.Point {
        @Override
        public String name() {
            return "states-" + from;
        }

        @Override
        public Provenance provenance() {
            return states.withOption("explained", this.toString());
        }

        @Override
        public List<Map<String, Integer>> lengths() {
            return List.of(Map.of(LEVELS, (to - from) * generator.pixels()));
        }

        @Override
        public long size() {
            return to - from;
        }

        @Override
        public Cell measure(Progress progress) {
            byte[] levels = generator.levels(from, to);
            double[] numbers = IntStream.range(0, levels.length)
                    .mapToDouble(i -> levels[i] & 255)
                    .toArray();
            return new Cell(Map.of(LEVELS, numbers), provenance());
        }

        /** Of those states that have no map yet. */
        byte[] levels(Cell cell) {
            double[] numbers = cell.values().get(LEVELS);
            byte[] levels = new byte[numbers.length];
            for (int i = 0; i < levels.length; i++) levels[i] = (byte) numbers[i];
            int done = Math.max(0, (int) generator.done() - from);
            return Arrays.copyOfRange(levels, done * generator.pixels(), levels.length);
        }

        @Override
        public String toString() {
            return from + " to " + (to - 1);
        }
    }

    /**
     * Explains what is not explained yet.
     *
     * @param generator that has collected its states
     * @param progress told of states
     * @throws digr.run.UserException if another run is at work in the folder, or that cannot be read or written
     */
    public PerturbationDataset complete(PerturbationGenerator generator, Progress progress) {
        List<Maps> points = points(generator);
        if (!points.isEmpty()) {
            List<Cell> cells = new Grid(folder, crew).complete(points, progress, () -> {});
            for (int i = 0; i < cells.size(); i++)
                generator.addLevels(points.get(i).levels(cells.get(i)));
        }
        return generator.dataset();
    }

    private List<Maps> points(PerturbationGenerator generator) {
        Provenance states = generator.ofStates();
        int all = generator.kept();
        return IntStream.iterate(0, from -> from < all, from -> from + TOGETHER)
                .mapToObj(from -> new Maps(generator, states, from, Math.min(from + TOGETHER, all)))
                .filter(maps -> maps.to > generator.done())
                .toList();
    }
}
