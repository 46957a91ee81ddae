package digr.study;

import digr.eval.MapScoring;
import digr.eval.NamedPolicy;
import digr.eval.SaliencyDataset;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Scores methods on policies, a cell each. A finished cell is kept in a file: a run that was killed goes on after the
 * last one, and only what differs from before is computed anew: another policy, other states, other options.
 *
 * @param task the name, for the provenance
 * @param folder of the cells' files; made if missing
 * @param crew who measures; the threads of {@code scoring} share the states of each of its cells
 */
public record ScoreRun(String task, Path folder, MapScoring scoring, Crew crew) {

    /** A method on a policy. */
    private record Scored(ScoreRun run, ScoreTask task, SaliencyDataset dataset) implements Grid.Point {
        @Override
        public String name() {
            return task.policy() + "." + task.name() + "." + size();
        }

        @Override
        public Provenance provenance() {
            Map<String, String> options = new TreeMap<>();
            options.put("method", task.method().toString());
            options.put("states", Long.toString(size()));
            options.put("shift", Integer.toString(task.states().shift()));
            options.put("curveStates", Integer.toString(run.scoring.curveStates()));
            options.put("sensitivityStates", Integer.toString(run.scoring.sensitivityStates()));
            return Provenance.of(run.task, options, task.policy().seed())
                    .withParent("states", dataset)
                    .withParent("policy", task.policy().sha256());
        }

        @Override
        public List<Map<String, Integer>> lengths() {
            return List.of(run.scoring.lengths(task.states().size()));
        }

        @Override
        public long size() {
            return task.states().size();
        }

        @Override
        public Cell measure(Progress progress) {
            try {
                return new Cell(
                        run.scoring.score(task.method(), task.policy().policy(), task.states(), progress),
                        provenance());
            } catch (IllegalArgumentException e) { // weights that overflow, or states of another shape
                throw new UserException("score: " + this + ": " + e.getMessage(), e);
            }
        }

        ScoreCell of(Cell cell) {
            NamedPolicy policy = task.policy();
            return new ScoreCell(policy.kind(), policy.seed(), task.name(), cell.values(), cell.provenance());
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }

    /**
     * @param dataset that the states are of; from a file
     * @param progress told of states, those of kept cells from the start
     * @return a cell a task, in their order
     * @throws UserException if a map has no numbers, another run is at work in the folder, or that cannot be read or
     *     written
     */
    public List<ScoreCell> complete(List<ScoreTask> tasks, SaliencyDataset dataset, Progress progress) {
        if (dataset.source().isEmpty())
            throw new IllegalArgumentException("ScoreRun: cells are kept by their dataset's file, it is from none");
        List<Scored> points =
                tasks.stream().map(task -> new Scored(this, task, dataset)).toList();
        List<Cell> cells = new Grid(folder, crew).complete(points, progress, () -> {});
        return IntStream.range(0, points.size())
                .mapToObj(i -> points.get(i).of(cells.get(i)))
                .toList();
    }
}
