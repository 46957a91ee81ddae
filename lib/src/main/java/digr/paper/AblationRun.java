package digr.paper;

import digr.attack.Pgd;
import digr.attack.Threat;
import digr.distill.DigrOptions;
import digr.distill.DigrTrainer;
import digr.distill.MaskSource;
import digr.env.Environment;
import digr.env.VectorEnvironment;
import digr.eval.Interval;
import digr.eval.IntervalColumns;
import digr.eval.LabelledStates;
import digr.eval.ReturnEvaluator;
import digr.eval.SaliencyScore;
import digr.eval.SaliencyScores;
import digr.policy.Policy;
import digr.run.DivergedException;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.Seeds;
import digr.run.TrainingRun;
import digr.run.UserException;
import digr.saliency.VanillaGradient;
import digr.study.Cell;
import digr.study.Crew;
import digr.study.Grid;
import digr.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Trains and judges a student of a task for each ablation and seed. Each has a folder, in which a training
 * that was killed goes on, and a file of what was measured of it: what is finished is not done again.
 *
 * @param folder of all that; made if missing
 * @param updates of each training
 * @param masks of the teacher
 * @param episodes by which a student is judged, at least 5; a fifth as many are played under attack
 */
public record AblationRun(Task task, Path folder, long updates, Policy teacher, MaskSource masks, int episodes) {
    private static final long JUDGING_SEED = 0;
    private static final Seeds JUDGING = new Seeds(JUDGING_SEED).split("ablation", 0);
    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(1);
    private static final int STATES = 300;
    private static final Threat THREAT = new Threat(Pgd.defaults(), 0.016);

    /** What is kept of a student whose training diverged: nothing was measured. */
    private static final Map<String, double[]> DIVERGED = Map.of();

    public AblationRun {
        if (episodes < 5)
            throw new IllegalArgumentException("AblationRun: episodes must be at least 5, got " + episodes);
    }

    /** The full method's options. */
    private DigrOptions full() {
        return DigrLoss.options(task.digr(), masks);
    }

    /** The ablations that are other trainings than the full method's, with these masks. */
    public List<Ablation> ablations() {
        return Stream.of(Ablation.values())
                .filter(ablation -> ablation.isAnother(full()))
                .toList();
    }

    /** What an episode brings: whether it succeeds, else its return. */
    private String played() {
        return task.succeeds() ? "success" : "return";
    }

    private String underAttack() {
        return played() + " under PGD " + THREAT.eps();
    }

    private List<String> measures() {
        return List.of("AUC", "important", "unimportant", played(), underAttack());
    }

    private int attacked() {
        return episodes / 5;
    }

    /** A student to be trained and judged. */
    private record Job(AblationRun run, Ablation ablation, long seed) implements Grid.Point {
        @Override
        public String name() {
            return toString();
        }

        @Override
        public Provenance provenance() {
            Map<String, String> options = new LinkedHashMap<>(options().asText());
            options.put("ablation", ablation.toString());
            options.put(
                    "measured",
                    STATES + " states, " + run.episodes + " episodes, " + run.attacked() + " under " + THREAT);
            Provenance made =
                    Provenance.of(run.task.description(), options, seed).withParent("teacher", run.teacher);
            return ablation.usesMasks() ? made.withParent("masks", run.masks) : made;
        }

        @Override
        public List<Map<String, Integer>> lengths() {
            Map<String, Integer> lengths = new LinkedHashMap<>();
            for (String measure : run.measures()) lengths.put(measure, STATES);
            lengths.put(run.played(), run.episodes);
            lengths.put(run.underAttack(), run.attacked());
            return List.of(lengths, Map.of()); // none where it diverged
        }

        @Override
        public long size() {
            return run.updates;
        }

        @Override
        public Cell measure(Progress progress) {
            Seeds seeds = new Seeds(seed);
            List<Environment> all = Stream.generate(run.task::trainingEnvironment)
                    .limit(options().data().environments())
                    .toList();
            try (VectorEnvironment environments = new VectorEnvironment(all, seeds, 1)) {
                Policy teacher = run.teacher.copy(); // other threads have others
                DigrTrainer digr =
                        new Student(run.task, ablation, options(), teacher, run.masks).trainer(environments, seeds, 1);
                return train(digr, progress)
                        .map(trained -> new Cell(run.measured(trained, teacher), provenance()))
                        .orElseGet(() -> new Cell(DIVERGED, provenance().withSteps(digr.done())));
            }
        }

        /** The student; none if its training diverged. */
        private Optional<Policy> train(DigrTrainer digr, Progress progress) {
            try {
                new TrainingRun(run.folder.resolve(toString()), CHECKPOINT_EVERY).complete(digr, true, progress);
                return Optional.of(digr.student());
            } catch (DivergedException e) {
                return Optional.empty();
            }
        }

        private DigrOptions options() {
            return ablation.options(run.full()).withUpdates(run.updates);
        }

        @Override
        public String toString() {
            return ablation + "-seed" + seed;
        }
    }

    /**
     * Completes what is missing: the first seed of every ablation, in the order given, then the next.
     *
     * <p>A training that diverges is kept as that, and the next one comes.
     *
     * @param crew who trains and measures
     * @param progress told of updates
     * @param judged called after each student that is finished, one at a time: the table has grown
     * @throws UserException if another run is at work in the folder, if a training there is of other options, or if
     *     the folder cannot be read or written
     */
    public void complete(List<Ablation> ablations, List<Long> seeds, Crew crew, Progress progress, Runnable judged) {
        task.environment().close(); // where none can be made, that is known before hours of work
        new Grid(folder, crew).complete(jobs(ablations, seeds), progress, judged);
    }

    private Map<String, double[]> measured(Policy student, Policy teacher) {
        LabelledStates states = task.states().collect(teacher, STATES, JUDGING, "states", Progress.NONE);
        List<SaliencyScore> scores = SaliencyScores.of(new VanillaGradient(), student, states, JUDGING)
                .scores();
        ReturnEvaluator clean = ReturnEvaluator.of(task::environment, episodes);
        ReturnEvaluator attacked =
                ReturnEvaluator.of(task::environment, attacked()).withThreat(THREAT);
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("AUC", of(scores, SaliencyScore::auc));
        values.put("important", of(scores, SaliencyScore::important));
        values.put("unimportant", of(scores, SaliencyScore::unimportant));
        values.put(played(), played(clean, student));
        values.put(underAttack(), played(attacked, student));
        return values;
    }

    private static double[] of(List<SaliencyScore> scores, ToDoubleFunction<SaliencyScore> what) {
        return scores.stream().mapToDouble(what).toArray();
    }

    private double[] played(ReturnEvaluator player, Policy student) {
        return player.evaluate(student, JUDGING).episodes().stream()
                .mapToDouble(episode -> task.succeeds() ? (episode.total() > 0 ? 1 : 0) : episode.total())
                .toArray();
    }

    /**
     * A row for each ablation of which a seed is finished: means over seeds, with 95 % intervals, of shares
     * {@link Interval#ofShares}, else {@link Interval#ofSeeds}. Students whose training {@link #diverged} do not count;
     * where all did, the numbers are missing. Of a training stopped at another number of updates nothing counts.
     */
    public Table table(List<Long> seeds) {
        Table table = Table.create(
                "Ablations", StringColumn.create("ablation"), IntColumn.create("seeds"), IntColumn.create("updates"));
        for (String measure : measures()) IntervalColumns.add(table, measure);
        for (Ablation ablation : ablations()) {
            List<Cell> kept = List.copyOf(new Grid(folder, Crew.threads(1))
                    .finished(jobs(List.of(ablation), seeds))
                    .values());
            if (kept.isEmpty()) continue;
            List<Cell> cells = kept.stream().filter(cell -> !hasDiverged(cell)).toList();
            Row to = table.appendRow();
            to.setString("ablation", ablation.toString());
            to.setInt("seeds", cells.size());
            to.setInt("updates", Math.toIntExact(updates));
            if (cells.isEmpty()) continue;
            for (String measure : measures()) {
                double[][] values =
                        cells.stream().map(cell -> cell.values().get(measure)).toArray(double[][]::new);
                UniformRandomProvider random = JUDGING.stream("bootstrap");
                IntervalColumns.set(
                        to,
                        measure,
                        task.succeeds() && measure.startsWith(played())
                                ? Interval.ofShares(values, random)
                                : Interval.ofSeeds(values, random));
            }
        }
        return table;
    }

    /** Students whose training diverged, such as {@code share-seed0}: after how many updates. */
    public Map<String, Long> diverged(List<Long> seeds) {
        Map<String, Long> after = new LinkedHashMap<>();
        finished(seeds).forEach((job, cell) -> {
            if (hasDiverged(cell)) after.put(job.toString(), cell.provenance().steps());
        });
        return after;
    }

    /** What made the {@link #table} of these seeds; its revisions are those that measured. */
    public Provenance provenance(List<Long> seeds) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("seeds", seeds.toString());
        options.put("states", Integer.toString(STATES));
        options.put("episodes", Integer.toString(episodes));
        options.put("attack", THREAT.toString());
        options.put("attacked episodes", Integer.toString(attacked()));
        options.put(
                "revisions",
                finished(seeds).values().stream()
                        .map(cell -> cell.provenance().revision())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ")));
        Map<String, Double> results = new LinkedHashMap<>();
        diverged(seeds).forEach((student, after) -> results.put(student + " diverged after", (double) after));
        return Provenance.of(task.description(), options, JUDGING_SEED)
                .withSteps(updates)
                .withParent("teacher", teacher)
                .withParent("masks", masks)
                .withResults(results);
    }

    private static boolean hasDiverged(Cell cell) {
        return cell.values().isEmpty();
    }

    private Map<Job, Cell> finished(List<Long> seeds) {
        return new Grid(folder, Crew.threads(1)).finished(jobs(ablations(), seeds));
    }

    /** The first seed of every ablation, in the order given, then the next. */
    private List<Job> jobs(List<Ablation> ablations, List<Long> seeds) {
        return seeds.stream()
                .flatMap(seed -> ablations.stream().map(ablation -> new Job(this, ablation, seed)))
                .distinct()
                .toList();
    }
}
