package digr.paper;

import digr.attack.Pgd;
import digr.attack.Threat;
import digr.distill.Digr;
import digr.env.Environment;
import digr.env.VectorEnvironment;
import digr.eval.Cell;
import digr.eval.Interval;
import digr.eval.IntervalColumns;
import digr.eval.ReturnEvaluator;
import digr.eval.RoomStates;
import digr.eval.SaliencyScore;
import digr.eval.SaliencyScores;
import digr.eval.Workers;
import digr.policy.Policy;
import digr.run.FolderLock;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.Seeds;
import digr.run.TrainingRun;
import digr.run.UserException;
import digr.saliency.VanillaGradient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Trains and judges a student of Red-Fetch-Green for each ablation and seed. Each has a folder, in which a training
 * that was killed goes on, and a file of what was measured of it: what is finished is not done again.
 *
 * @param folder of all that; made if missing
 * @param updates of each training
 * @param teacher a policy file
 * @param masks perturbation dataset
 * @param episodes by which a student is judged, at least 5; a fifth as many are played under attack
 */
public record AblationRun(Path folder, long updates, Path teacher, Path masks, int episodes) {
    private static final Task TASK = Task.RFG;
    private static final Seeds JUDGING = new Seeds(0).split("ablation", 0);
    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(1);
    private static final int STATES = 300;
    private static final Threat THREAT = new Threat(Pgd.defaults(), 0.016);
    private static final String UNDER_PGD = "success under PGD " + THREAT.eps();
    private static final List<String> MEASURES = List.of("AUC", "important", "unimportant", "success", UNDER_PGD);

    public AblationRun {
        if (episodes < 5)
            throw new IllegalArgumentException("AblationRun: episodes must be at least 5, got " + episodes);
    }

    private int attacked() {
        return episodes / 5;
    }

    private record Job(Ablation ablation, long seed) {
        @Override
        public String toString() {
            return ablation + "-seed" + seed;
        }
    }

    /**
     * Completes what is missing: the first seed of every ablation, in the order given, then the next.
     *
     * @param jobs trainings at a time, on a core each
     * @param progress told of updates
     * @param judged called after each student that is finished, one at a time: the table has grown
     * @throws UserException if another run is at work in the folder, if a training there is of other options, or if
     *     the folder cannot be read or written
     */
    public void complete(List<Ablation> ablations, List<Long> seeds, int jobs, Progress progress, Runnable judged) {
        try (FolderLock lock = FolderLock.of(folder)) {
            completeAlone(ablations, seeds, jobs, progress, judged);
        }
    }

    private void completeAlone(
            List<Ablation> ablations, List<Long> seeds, int jobs, Progress progress, Runnable judged) {
        List<Job> missing = seeds.stream()
                .flatMap(seed -> ablations.stream().map(ablation -> new Job(ablation, seed)))
                .distinct()
                .filter(job -> kept(job).isEmpty())
                .toList();
        if (missing.isEmpty()) return;
        AtomicInteger next = new AtomicInteger();
        AtomicLong done = new AtomicLong();
        long total = updates * missing.size();
        Workers.run(Math.min(jobs, missing.size()), () -> {
            for (int k = next.getAndIncrement(); k < missing.size(); k = next.getAndIncrement()) {
                Job job = missing.get(k);
                long[] before = {0};
                complete(job, (updates, all, message) -> {
                    long sum = done.addAndGet(updates - before[0]);
                    before[0] = updates;
                    synchronized (done) {
                        progress.report(sum, total, job + " " + message);
                    }
                });
                synchronized (done) {
                    judged.run();
                }
            }
        });
    }

    private void complete(Job job, Progress progress) {
        Student student = student(job.ablation);
        Seeds seeds = new Seeds(job.seed);
        List<Environment> all = Stream.generate(TASK::trainingEnvironment)
                .limit(student.options().data().environments())
                .toList();
        try (VectorEnvironment environments = new VectorEnvironment(all, seeds, 1)) {
            Policy loaded = student.loadTeacher();
            Digr digr = student.trainer(loaded, environments, seeds, 1);
            new TrainingRun(folder.resolve(job.toString()), CHECKPOINT_EVERY).complete(digr, true, progress);
            new Cell(measured(digr.student(), loaded), provenance(job)).write(file(job));
        }
    }

    private Map<String, double[]> measured(Policy student, Policy teacher) {
        RoomStates states = RoomStates.seenBy(teacher, STATES, JUDGING, "states");
        List<SaliencyScore> scores = SaliencyScores.of(new VanillaGradient(), student, states, JUDGING)
                .scores();
        ReturnEvaluator clean = ReturnEvaluator.of(TASK::environment, episodes);
        ReturnEvaluator attacked =
                ReturnEvaluator.of(TASK::environment, attacked()).withThreat(THREAT);
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("AUC", of(scores, SaliencyScore::auc));
        values.put("important", of(scores, SaliencyScore::important));
        values.put("unimportant", of(scores, SaliencyScore::unimportant));
        values.put("success", successes(clean, student));
        values.put(UNDER_PGD, successes(attacked, student));
        return values;
    }

    private static double[] of(List<SaliencyScore> scores, ToDoubleFunction<SaliencyScore> what) {
        return scores.stream().mapToDouble(what).toArray();
    }

    private static double[] successes(ReturnEvaluator player, Policy student) {
        return player.evaluate(student, JUDGING).episodes().stream()
                .mapToDouble(episode -> episode.total() > 0 ? 1 : 0)
                .toArray();
    }

    /**
     * A row for each ablation of which a seed is finished: means over seeds, with 95 % bootstrap intervals over seeds
     * and states or episodes. Of a training stopped at another number of updates nothing counts.
     */
    public Table table(List<Long> seeds) {
        Table table = Table.create(
                "Ablations", StringColumn.create("ablation"), IntColumn.create("seeds"), IntColumn.create("updates"));
        for (String measure : MEASURES) IntervalColumns.add(table, measure);
        for (Ablation ablation : Ablation.values()) {
            List<Cell> cells = seeds.stream()
                    .distinct()
                    .flatMap(seed -> kept(new Job(ablation, seed)).stream())
                    .toList();
            if (cells.isEmpty()) continue;
            Row to = table.appendRow();
            to.setString("ablation", ablation.toString());
            to.setInt("seeds", cells.size());
            to.setInt("updates", Math.toIntExact(updates));
            for (String measure : MEASURES) {
                double[][] values =
                        cells.stream().map(cell -> cell.values().get(measure)).toArray(double[][]::new);
                IntervalColumns.set(to, measure, Interval.ofSeeds(values, JUDGING.stream("bootstrap")));
            }
        }
        return table;
    }

    private Student student(Ablation ablation) {
        return new Student(TASK, ablation, ablation.options(TASK.digr()).withUpdates(updates), teacher, masks);
    }

    private Optional<Cell> kept(Job job) {
        return Cell.kept(file(job), provenance(job));
    }

    private Provenance provenance(Job job) {
        Student student = student(job.ablation);
        Map<String, String> options = new LinkedHashMap<>(student.options().asText());
        options.put("ablation", job.ablation.toString());
        options.put("measured", STATES + " states, " + episodes + " episodes, " + attacked() + " under " + THREAT);
        return Provenance.of(TASK.toString(), options, job.seed).withParents(student.parents());
    }

    private Path file(Job job) {
        return folder.resolve(job + ".npz");
    }
}
