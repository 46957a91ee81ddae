package digr.eval;

import digr.attack.Attack;
import digr.attack.Threat;
import digr.env.Environment;
import digr.run.FolderLock;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.Seeds;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A robustness sweep: policies × attacks × eps, a cell each, and each policy without an attack. In a cell every
 * observation is attacked while the policy plays, actions sampled. A finished cell is kept in a file: a sweep that was
 * killed goes on after the last ones, and only what differs from before is computed anew.
 *
 * @param folder of the cells' files; made if missing
 * @param task its name, for the provenance
 * @param environment makes the environments, all alike
 * @param episodes a cell, at least 1; their starts are the same in every cell
 * @param seed decides starts, actions and attacks
 * @param threads cells at a time
 */
public record Sweep(
        Path folder, String task, Supplier<? extends Environment> environment, int episodes, long seed, int threads) {
    /** The attack's name in the cell without an attack. */
    public static final String NONE = "none";

    private static final String RETURN = "return";
    private static final String LENGTH = "length";

    /** What a cell is to measure. */
    private record Point(NamedPolicy policy, String attack, Optional<Threat> threat) {
        double eps() {
            return threat.map(Threat::eps).orElse(0.0);
        }

        @Override
        public String toString() {
            return policy + "." + attack + "." + eps();
        }
    }

    /**
     * @param attacks by their names
     * @param eps sizes of each attack
     * @param progress told of cells, kept ones from the start
     * @return policy by policy: the cell without an attack, then attack by attack in the order of eps
     * @throws UserException if an eps is not in [0, 1], a policy does not fit the task, another run is at work in the
     *     folder, or that cannot be written
     */
    public List<SweepCell> complete(
            List<NamedPolicy> policies, Map<String, Attack> attacks, double[] eps, Progress progress) {
        List<Point> points = points(policies, attacks, eps);
        policies.forEach(this::requireFit); // before hours of work
        try (FolderLock lock = FolderLock.of(folder)) {
            return complete(points, progress);
        }
    }

    private List<SweepCell> complete(List<Point> points, Progress progress) {
        Cell[] cells = new Cell[points.size()];
        for (int i = 0; i < cells.length; i++) cells[i] = kept(points.get(i)).orElse(null);
        int[] missing =
                IntStream.range(0, cells.length).filter(i -> cells[i] == null).toArray();
        int[] done = {cells.length - missing.length};
        progress.report(done[0], cells.length, "");
        AtomicInteger next = new AtomicInteger();
        Workers.run(Math.max(1, Math.min(threads, missing.length)), () -> {
            for (int m = next.getAndIncrement(); m < missing.length; m = next.getAndIncrement()) {
                Point point = points.get(missing[m]);
                cells[missing[m]] = measured(point);
                synchronized (next) {
                    progress.report(++done[0], cells.length, "" + point);
                }
            }
        });
        List<SweepCell> result = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) result.add(of(points.get(i), cells[i]));
        return result;
    }

    /** Those cells of {@link #complete} that are finished, in its order; nothing is computed. */
    public List<SweepCell> finished(List<NamedPolicy> policies, Map<String, Attack> attacks, double[] eps) {
        return points(policies, attacks, eps).stream()
                .flatMap(point -> kept(point).map(cell -> of(point, cell)).stream())
                .toList();
    }

    private Optional<Cell> kept(Point point) {
        return Cell.kept(file(point), provenance(point), Map.of(RETURN, episodes, LENGTH, episodes));
    }

    private static List<Point> points(List<NamedPolicy> policies, Map<String, Attack> attacks, double[] eps) {
        double[] ascending = Arrays.stream(eps).sorted().distinct().toArray();
        List<Point> points = new ArrayList<>();
        for (NamedPolicy policy : policies) {
            points.add(new Point(policy, NONE, Optional.empty()));
            attacks.forEach((name, attack) -> {
                for (double e : ascending) points.add(new Point(policy, name, Optional.of(new Threat(attack, e))));
            });
        }
        return points;
    }

    private void requireFit(NamedPolicy policy) {
        try {
            ReturnEvaluator.of(environment, episodes).requireFit(policy.policy());
        } catch (UserException e) { // it is of another task
            throw new UserException("sweep: " + policy + ": " + e.getMessage(), e);
        }
    }

    private Cell measured(Point point) {
        var evaluator = new ReturnEvaluator(environment, episodes, EpisodePlayer.AT_A_TIME, false, point.threat);
        List<Episode> played =
                evaluator.evaluate(point.policy.policy(), new Seeds(seed)).episodes();
        double[] returns = played.stream().mapToDouble(Episode::total).toArray();
        double[] lengths = played.stream().mapToDouble(Episode::length).toArray();
        Cell cell = new Cell(Map.of(RETURN, returns, LENGTH, lengths), provenance(point));
        cell.write(file(point));
        return cell;
    }

    private static SweepCell of(Point point, Cell cell) {
        return new SweepCell(
                point.policy.kind(),
                point.policy.seed(),
                point.attack,
                point.eps(),
                cell.values().get(RETURN),
                cell.values().get(LENGTH));
    }

    private Provenance provenance(Point point) {
        Map<String, String> options = new TreeMap<>();
        options.put("attack", point.threat.map(t -> t.attack().toString()).orElse(NONE));
        options.put("eps", Double.toString(point.eps()));
        options.put("episodes", Integer.toString(episodes));
        return Provenance.of(task, options, seed).withParents(Map.of("policy", point.policy.sha256()));
    }

    private Path file(Point point) {
        return folder.resolve(point + "." + episodes + ".npz");
    }
}
