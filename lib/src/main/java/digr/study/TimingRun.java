package digr.study;

import digr.eval.LabelledStates;
import digr.eval.NamedPolicy;
import digr.eval.SaliencyDataset;
import digr.run.Progress;
import digr.run.Provenance;
import digr.saliency.SaliencyMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Times methods on policies, a cell each, one after the other. A run that was stopped goes on after the last one. The first
 * method of each start is warmed up four times as long: Java compiles what it runs often, and until then a map takes twice
 * its time.
 *
 * @param task its name, for the provenance
 * @param folder of the cells' files; made if missing
 * @param machine what times depend on beside the code, by name
 */
public record TimingRun(String task, Path folder, MethodTimer timer, Map<String, String> machine) {
    private static final String MILLISECONDS = "milliseconds";
    private static final int COLD_WARM_UPS = 3; // beside the one that every method has

    /**
     * What is timed.
     *
     * @param name of the method in the table
     * @param kind as the paper's Figure 1b colours them: gradient, perturbation or DIGR
     */
    public record Timed(NamedPolicy policy, String name, String kind, SaliencyMethod method) {}

    private record Maps(TimingRun run, Timed timed, SaliencyDataset dataset, AtomicBoolean cold) implements Grid.Point {
        @Override
        public String name() {
            return timed.policy + "." + timed.name + "." + run.timer.maps();
        }

        @Override
        public Provenance provenance() {
            Map<String, String> options = new TreeMap<>(run.machine);
            options.put("method", timed.method.toString());
            options.put("maps", "" + run.timer.maps());
            options.put("warmUpSeconds", "" + run.timer.warmUp());
            return Provenance.of(run.task, options, 0)
                    .withParent("states", dataset)
                    .withParent("policy", timed.policy.sha256());
        }

        @Override
        public List<Map<String, Integer>> lengths() {
            return List.of(Map.of(MILLISECONDS, run.timer.maps()));
        }

        @Override
        public Cell measure(Progress progress) {
            LabelledStates states = dataset.first(Math.min(run.timer.maps(), dataset.size()));
            if (cold.getAndSet(false))
                for (int k = 0; k < COLD_WARM_UPS; k++) run.timer.warmUp(timed.method, timed.policy.policy(), states);
            Timing timing = run.timer.time(timed.method, timed.policy.policy(), states);
            return new Cell(Map.of(MILLISECONDS, timing.milliseconds()), provenance());
        }

        @Override
        public String toString() {
            return timed.name;
        }
    }

    /**
     * @param dataset the states that are explained in turn
     * @param progress told of methods, kept ones from the start
     * @return a row for each, in their order
     */
    public TimingTable complete(List<Timed> all, SaliencyDataset dataset, Progress progress) {
        AtomicBoolean cold = new AtomicBoolean(true);
        List<Maps> points =
                all.stream().map(timed -> new Maps(this, timed, dataset, cold)).toList();
        List<Cell> cells =
                new Grid(folder, Crew.threads(1)).complete(points, progress, () -> {}); // others would take their time
        TimingTable table = new TimingTable();
        for (int i = 0; i < all.size(); i++) {
            Timed timed = all.get(i);
            table.add(
                    timed.policy,
                    timed.name,
                    timed.kind,
                    new Timing(cells.get(i).values().get(MILLISECONDS)));
        }
        return table;
    }
}
