package digr.study;

import digr.attack.Attack;
import digr.attack.Threat;
import digr.env.Environment;
import digr.eval.Episode;
import digr.eval.NamedPolicy;
import digr.eval.ReturnEvaluator;
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
 * @param crew who measures
 */
public record Sweep(
        Path folder, String task, Supplier<? extends Environment> environment, int episodes, long seed, Crew crew) {
    /** The attack's name in the cell without an attack. */
    public static final String NONE = "none";

    private static final String RETURN = "return";
    private static final String LENGTH = "length";

    /** A policy under an attack, or under none. */
    private record Played(Sweep sweep, NamedPolicy policy, String attack, Optional<Threat> threat)
            implements Grid.Point {
        double eps() {
            return threat.map(Threat::eps).orElse(0.0);
        }

        @Override
        public String name() {
            return this + "." + sweep.episodes;
        }

        @Override
        public Provenance provenance() {
            Map<String, String> options = new TreeMap<>();
            options.put("attack", threat.map(t -> t.attack().toString()).orElse(NONE));
            options.put("eps", Double.toString(eps()));
            options.put("episodes", Integer.toString(sweep.episodes));
            return Provenance.of(sweep.task, options, sweep.seed).withParent("policy", policy.sha256());
        }

        @Override
        public List<Map<String, Integer>> lengths() {
            return List.of(Map.of(RETURN, sweep.episodes, LENGTH, sweep.episodes));
        }

        @Override
        public Cell measure(Progress progress) {
            ReturnEvaluator clean = ReturnEvaluator.of(sweep.environment, sweep.episodes);
            List<Episode> played = threat.map(clean::withThreat)
                    .orElse(clean)
                    .evaluate(policy.policy(), new Seeds(sweep.seed))
                    .episodes();
            double[] returns = played.stream().mapToDouble(Episode::total).toArray();
            double[] lengths = played.stream().mapToDouble(Episode::length).toArray();
            return new Cell(Map.of(RETURN, returns, LENGTH, lengths), provenance());
        }

        SweepCell of(Cell cell) {
            return new SweepCell(
                    policy.kind(),
                    policy.seed(),
                    attack,
                    eps(),
                    cell.values().get(RETURN),
                    cell.values().get(LENGTH));
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
        List<Played> points = points(policies, attacks, eps);
        policies.forEach(this::requireFit); // before hours of work
        List<Cell> cells = new Grid(folder, crew).complete(points, progress, () -> {});
        return IntStream.range(0, points.size())
                .mapToObj(i -> points.get(i).of(cells.get(i)))
                .toList();
    }

    /** Those cells of {@link #complete} that are finished, in its order; nothing is computed. */
    public List<SweepCell> finished(List<NamedPolicy> policies, Map<String, Attack> attacks, double[] eps) {
        Map<Played, Cell> cells = new Grid(folder, crew).finished(points(policies, attacks, eps));
        return cells.entrySet().stream()
                .map(kept -> kept.getKey().of(kept.getValue()))
                .toList();
    }

    private List<Played> points(List<NamedPolicy> policies, Map<String, Attack> attacks, double[] eps) {
        double[] ascending = Arrays.stream(eps).sorted().distinct().toArray();
        List<Played> points = new ArrayList<>();
        for (NamedPolicy policy : policies) {
            points.add(new Played(this, policy, NONE, Optional.empty()));
            attacks.forEach((name, attack) -> {
                for (double e : ascending)
                    points.add(new Played(this, policy, name, Optional.of(new Threat(attack, e))));
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
}
