package digr.eval;

import digr.env.Room;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.UserException;
import digr.saliency.SaliencyMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores every method on every policy, a cell each. A finished cell is kept in a file: a run that was killed goes on
 * after the last one, and only what differs from before is computed anew: another policy, other states, other options.
 *
 * @param folder of the cells' files; made if missing
 */
public record ScoreRun(Path folder, MapScoring scoring) {

    /**
     * @param datasetSha256 of the file that the rooms are from
     * @param methods by their names
     * @param progress told of states, those of kept cells from the start
     * @return a cell each, policy by policy
     * @throws UserException if a map has no numbers, or the folder cannot be read or written
     */
    public List<ScoreCell> complete(
            List<Room> rooms,
            String datasetSha256,
            List<NamedPolicy> policies,
            Map<String, SaliencyMethod> methods,
            Progress progress) {
        SafeFiles.createFolder(folder);
        List<ScoreCell> cells = new ArrayList<>();
        long total = (long) policies.size() * methods.size() * rooms.size();
        long[] done = {0};
        List<Runnable> missing = new ArrayList<>();
        for (NamedPolicy policy : policies)
            for (Map.Entry<String, SaliencyMethod> method : methods.entrySet()) {
                int place = cells.size();
                Provenance wanted = provenance(rooms.size(), datasetSha256, policy, method.getValue());
                ScoreCell kept = kept(policy, method.getKey(), wanted);
                cells.add(kept);
                if (kept != null) done[0] += rooms.size();
                else
                    missing.add(() -> {
                        long before = done[0];
                        String cell = policy + ", " + method.getKey();
                        Progress ofCell = (states, all, message) -> progress.report(before + states, total, cell);
                        cells.set(place, scored(rooms, policy, method, wanted, ofCell));
                        done[0] = before + rooms.size();
                    });
            }
        progress.report(done[0], total, "");
        missing.forEach(Runnable::run);
        return cells;
    }

    private ScoreCell scored(
            List<Room> rooms,
            NamedPolicy policy,
            Map.Entry<String, SaliencyMethod> method,
            Provenance provenance,
            Progress progress) {
        Map<String, double[]> values;
        try {
            values = scoring.score(method.getValue(), policy.policy(), rooms, progress);
        } catch (IllegalArgumentException e) { // weights that overflow, or states of another shape
            throw new UserException("score: " + policy + ", " + method.getKey() + ": " + e.getMessage(), e);
        }
        ScoreCell cell = new ScoreCell(policy.kind(), policy.seed(), method.getKey(), values, provenance);
        cell.write(file(policy, method.getKey()));
        return cell;
    }

    private ScoreCell kept(NamedPolicy policy, String method, Provenance wanted) {
        Path file = file(policy, method);
        if (!Files.exists(file)) return null;
        ScoreCell cell = ScoreCell.read(file, policy.kind(), policy.seed(), method);
        return cell.answers(wanted) ? cell : null;
    }

    private Provenance provenance(int states, String datasetSha256, NamedPolicy policy, SaliencyMethod method) {
        Map<String, String> options = new TreeMap<>();
        options.put("method", method.toString());
        options.put("states", Integer.toString(states));
        options.put("curveStates", Integer.toString(scoring.curveStates()));
        options.put("sensitivityStates", Integer.toString(scoring.sensitivityStates()));
        return Provenance.of("rfg", options, policy.seed())
                .withParents(Map.of("states", datasetSha256, "policy", policy.sha256()));
    }

    private Path file(NamedPolicy policy, String method) {
        return folder.resolve(policy + "." + method + ".npz");
    }
}
