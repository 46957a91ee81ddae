package digr.spark;

import digr.run.Parcel;
import digr.run.Source;
import digr.run.UserException;
import digr.study.Cell;
import digr.study.Crew;
import digr.study.Grid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.immutable.Range;
import scala.runtime.BoxedUnit;

/**
 * Executors of Spark, each at a point of its own. What they need goes to each once: the words of the command, and the
 * files that it has read, by their SHA-256.
 *
 * @param words of the command
 * @param patience with a cluster that gives no executor
 */
record SparkCrew(SparkMaster master, List<String> words, Duration patience) implements Crew {
    private static final Pattern MISTAKE = Pattern.compile(UserException.class.getName() + ": (.*)");

    /** The file of a cell that has come from an executor. */
    private record Arrived(int point, byte[] file) {}

    @Override
    public void measure(List<? extends Grid.Point> points, Foreman foreman) {
        try (Folder sent = new Folder();
                JavaSparkContext spark = master.connect("digr " + words.get(0))) {
            BlockingQueue<Arrived> cells = new LinkedBlockingQueue<>();
            SimpleFutureAction<BoxedUnit> job = spark.sc()
                    .submitJob(
                            spark.parallelize(
                                            points.stream()
                                                    .map(Grid.Point::name)
                                                    .toList(),
                                            points.size())
                                    .rdd(),
                            new PointTask(send(spark, sent.path)),
                            new Range.Exclusive(0, points.size(), 1),
                            (point, file) -> {
                                cells.add(new Arrived((int) point, file));
                                return BoxedUnit.UNIT;
                            },
                            () -> BoxedUnit.UNIT);
            for (int left = points.size(); left > 0; left--) {
                Arrived arrived = next(cells, job, spark);
                Grid.Point point = points.get(arrived.point);
                foreman.finished(point, cell(point, arrived.file, sent.path.resolve("cell.npz")));
            }
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted");
        } catch (IOException e) {
            throw new UserException("spark: no room for temporary files: " + e.getMessage(), e);
        }
    }

    /** Threads of this program find the files where they are. */
    private Parcel send(JavaSparkContext spark, Path folder) throws IOException {
        if (master.isLocal()) return new Parcel(words, Map.of());
        List<Source> read = Source.read();
        for (Source source : read) {
            Path copy = folder.resolve(source.sha256());
            if (Files.exists(copy)) continue; // of two files with one content
            Files.copy(source.file(), copy);
            spark.addFile(copy.toString());
        }
        return Parcel.of(words, read);
    }

    /** Waits; not for ever where there is no executor, as Spark itself would. */
    private Arrived next(BlockingQueue<Arrived> cells, SimpleFutureAction<?> job, JavaSparkContext spark)
            throws InterruptedException {
        long seen = System.nanoTime();
        while (true) {
            boolean ended = job.isCompleted(); // asked first: what it has handed over is then among the cells
            Arrived arrived = cells.poll(1, TimeUnit.SECONDS);
            if (arrived != null) return arrived;
            if (ended) throw failure(job.value().get().failed().get());
            if (hasExecutor(spark)) seen = System.nanoTime();
            if (System.nanoTime() - seen > patience.toNanos())
                throw new UserException("spark: " + master.url() + " gave no executor in " + patience.toSeconds()
                        + " s; start a worker there with a free core and " + memory() + " of memory for each");
        }
    }

    /** Who keeps blocks of data: this program, and each executor. */
    private boolean hasExecutor(JavaSparkContext spark) {
        return master.isLocal() || spark.sc().getExecutorMemoryStatus().size() > 1;
    }

    private static String memory() {
        return System.getProperty("spark.executor.memory", "1g");
    }

    private static UserException failure(Throwable e) {
        String told = String.valueOf(e.getMessage());
        Matcher mistake = MISTAKE.matcher(told);
        if (mistake.find()) return new UserException(mistake.group(1), e);
        String line = told.lines().findFirst().orElse("");
        boolean lost = told.contains("ExecutorLostFailure") || told.contains("OutOfMemoryError");
        return new UserException(
                "spark: " + line
                        + (lost
                                ? "; if it lacks memory, DIGR_JAVA_OPTS=-Dspark.executor.memory=3g gives it more than "
                                        + memory()
                                : ""),
                e);
    }

    /** What came is taken as any file is: if it fits. */
    private static Cell cell(Grid.Point point, byte[] bytes, Path file) throws IOException {
        Files.write(file, bytes);
        return Cell.kept(file, point.provenance(), point.lengths())
                .orElseThrow(() -> new UserException("spark: " + point
                        + " was measured from other files or options than those here; run the command again"));
    }

    /** A temporary folder, deleted in the end. */
    private record Folder(Path path) implements AutoCloseable {
        Folder() throws IOException {
            this(Files.createTempDirectory("digr-spark"));
        }

        @Override
        public void close() {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.toList()) Files.delete(file);
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
