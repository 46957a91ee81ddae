package digr.eval;

import digr.run.FolderLock;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Scores methods on policies, a cell each. A finished cell is kept in a file: a run that was killed goes on after the
 * last one, and only what differs from before is computed anew: another policy, other states, other options.
 *
 * @param task the name, for the provenance
 * @param folder of the cells' files; made if missing
 */
public record ScoreRun(String task, Path folder, MapScoring scoring) {

    /**
     * @param datasetSha256 of the file that the states are from
     * @param progress told of states, those of kept cells from the start
     * @return a cell a task, in their order
     * @throws UserException if a map has no numbers, another run is at work in the folder, or that cannot be read or
     *     written
     */
    public List<ScoreCell> complete(List<ScoreTask> tasks, String datasetSha256, Progress progress) {
        try (FolderLock lock = FolderLock.of(folder)) {
            return completeAlone(tasks, datasetSha256, progress);
        }
    }

    private List<ScoreCell> completeAlone(List<ScoreTask> tasks, String datasetSha256, Progress progress) {
        Map<ScoreTask, ScoreCell> kept = new LinkedHashMap<>();
        for (ScoreTask task : tasks) kept(task, datasetSha256).ifPresent(cell -> kept.put(task, cell));
        long total = states(tasks);
        long[] done = {states(kept.keySet())};
        progress.report(done[0], total, "");
        List<ScoreCell> cells = new ArrayList<>();
        for (ScoreTask task : tasks) {
            ScoreCell cell = kept.get(task);
            if (cell == null) {
                long before = done[0];
                cell = scored(task, datasetSha256, (n, of, message) -> progress.report(before + n, total, "" + task));
                done[0] += task.states().size();
            }
            cells.add(cell);
        }
        return cells;
    }

    private static long states(Collection<ScoreTask> tasks) {
        return tasks.stream().mapToLong(task -> task.states().size()).sum();
    }

    private ScoreCell scored(ScoreTask task, String datasetSha256, Progress progress) {
        Map<String, double[]> values;
        try {
            values = scoring.score(task.method(), task.policy().policy(), task.states(), progress);
        } catch (IllegalArgumentException e) { // weights that overflow, or states of another shape
            throw new UserException("score: " + task + ": " + e.getMessage(), e);
        }
        Cell cell = new Cell(values, provenance(task, datasetSha256));
        cell.write(file(task));
        return of(task, cell);
    }

    private Optional<ScoreCell> kept(ScoreTask task, String datasetSha256) {
        return Cell.kept(
                        file(task),
                        provenance(task, datasetSha256),
                        scoring.lengths(task.states().size()))
                .map(cell -> of(task, cell));
    }

    private static ScoreCell of(ScoreTask task, Cell cell) {
        NamedPolicy policy = task.policy();
        return new ScoreCell(policy.kind(), policy.seed(), task.name(), cell.values(), cell.provenance());
    }

    private Provenance provenance(ScoreTask task, String datasetSha256) {
        Map<String, String> options = new TreeMap<>();
        options.put("method", task.method().toString());
        options.put("states", Integer.toString(task.states().size()));
        options.put("curveStates", Integer.toString(scoring.curveStates()));
        options.put("sensitivityStates", Integer.toString(scoring.sensitivityStates()));
        return Provenance.of(this.task, options, task.policy().seed())
                .withParents(
                        Map.of("states", datasetSha256, "policy", task.policy().sha256()));
    }

    private Path file(ScoreTask task) {
        return folder.resolve(
                task.policy() + "." + task.name() + "." + task.states().size() + ".npz");
    }
}
