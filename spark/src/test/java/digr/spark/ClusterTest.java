package digr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.Checkout;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.UserException;
import digr.study.Cell;
import digr.study.Crew;
import digr.study.Grid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a cluster of real programs: the same bytes as here, whoever of them is killed. */
class ClusterTest {
    private static final Path DATA = Checkout.folder().resolve("data");

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static List<String> sweep;
    private static Map<String, String> local;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path policies = Files.createDirectory(folder.resolve("policies")); // outside of the project
        for (String name : List.of("teacher-seed0.safetensors", "digr-seed0.safetensors"))
            Files.copy(DATA.resolve("policies/rfg").resolve(name), policies.resolve(name));
        sweep = List.of("sweep --task rfg --attacks noise --eps 0.02,0.03 --episodes 2 --policies".split(" "));
        sweep = with(sweep, policies.toString());
        run(with(sweep, "--out", out("local")));
        local = hashes(folder.resolve("local"));
        assertEquals(6 + 6, local.size());
        cluster = new Cluster(folder.resolve("cluster"), 2, "1200m");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (cluster != null) cluster.close();
    }

    @Test
    void threadsOfThisProgramGiveTheSameBytes() throws IOException, InterruptedException {
        run(with(sweep, "--out", out("threads"), "--spark", "local[2]"));
        assertEquals(local, hashes(folder.resolve("threads")));
    }

    @Test
    void aWorkerThatIsKilledLosesNothing() throws IOException, InterruptedException {
        Process driver = start(with(sweep, "--out", out("killed"), "--spark", cluster.master), "killed");
        awaitCell(folder.resolve("killed"));
        cluster.workers.get(0).destroyForcibly(); // -9
        finish(driver, "killed");
        assertEquals(local, hashes(folder.resolve("killed")));
    }

    @Test
    void aRunWhoseDriverIsKilledGoesOnWithoutACluster() throws IOException, InterruptedException {
        Process driver = start(with(sweep, "--out", out("left"), "--spark", cluster.master), "left");
        Path finished = awaitCell(folder.resolve("left"));
        driver.destroyForcibly().waitFor();
        FileTime written = Files.getLastModifiedTime(finished);
        run(with(sweep, "--out", out("left")));
        assertEquals(local, hashes(folder.resolve("left")));
        assertEquals(written, Files.getLastModifiedTime(finished), "it was not measured again");
    }

    /** Cells of 64 and of 2 states. */
    @Test
    void aPerturbationDatasetHasTheSameBytes() throws IOException, InterruptedException {
        List<String> perturb = List.of("perturb --task rfg --states 66 --stride 32 --threads 2 --policy".split(" "));
        perturb = with(
                perturb, DATA.resolve("policies/rfg/teacher-seed0.safetensors").toString());
        run(with(perturb, "--out", out("here.npz")));
        run(with(perturb, "--out", out("there.npz"), "--spark", cluster.master));
        assertEquals(SafeFiles.sha256(folder.resolve("here.npz")), SafeFiles.sha256(folder.resolve("there.npz")));
        assertTrue(Files.notExists(folder.resolve("there.npz.run")));
    }

    @Test
    void whereNothingAnswersOneLineSaysSo() throws IOException, InterruptedException {
        Process driver = start(with(sweep, "--out", out("none"), "--spark", "spark://127.0.0.1:9"), "none");
        assertTrue(driver.waitFor(2, TimeUnit.MINUTES));
        assertEquals(1, driver.exitValue());
        List<String> said = Files.readAllLines(log("none"));
        assertEquals(
                "spark: nothing answers at spark://127.0.0.1:9; start a master there: README, On a cluster, tells how",
                said.get(said.size() - 1));
        assertEquals(2, said.size(), said.toString()); // how far it is, and that
    }

    @Test
    void aClusterWithoutTheMemoryIsNotWaitedForForEver() {
        System.setProperty("spark.executor.memory", "64g");
        Crew crew = new SparkCrew(SparkMaster.of(cluster.master), List.of("sweep"), Duration.ofSeconds(5));
        UserException e = assertThrows(UserException.class, () -> crew.measure(List.of(NOWHERE), null));
        System.clearProperty("spark.executor.memory");
        assertEquals(
                "spark: " + cluster.master + " gave no executor in 5 s; start a worker there with a free core and 64g"
                        + " of memory for each",
                e.getMessage());
    }

    @Test
    void aMasterOfAnotherKindIsRefused() {
        for (String url : List.of("yarn", "spark://host", "local[two]", "127.0.0.1:7077"))
            assertThrows(UserException.class, () -> SparkMaster.of(url), url);
    }

    private static final Grid.Point NOWHERE = new Grid.Point() {
        @Override
        public String name() {
            return "nowhere";
        }

        @Override
        public Provenance provenance() {
            throw new AssertionError();
        }

        @Override
        public List<Map<String, Integer>> lengths() {
            throw new AssertionError();
        }

        @Override
        public Cell measure(Progress progress) {
            throw new AssertionError();
        }
    };

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    private static String out(String name) {
        return folder.resolve(name).toString();
    }

    private static Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private static void run(List<String> words) throws IOException, InterruptedException {
        finish(start(words, "command"), "command");
    }

    private static Process start(List<String> words, String name) throws IOException {
        return Cluster.digr(words)
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile())
                .start();
    }

    private static void finish(Process driver, String name) throws IOException, InterruptedException {
        boolean ended = driver.waitFor(10, TimeUnit.MINUTES);
        assertTrue(ended && driver.exitValue() == 0, Files.readString(log(name)));
    }

    private static Path awaitCell(Path out) throws IOException, InterruptedException {
        for (int tenth = 0; tenth < 3000; tenth++) {
            try (Stream<Path> files = Files.exists(out) ? Files.walk(out) : Stream.empty()) {
                List<Path> cells =
                        files.filter(file -> file.toString().endsWith(".npz")).toList();
                if (!cells.isEmpty()) return cells.get(0);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("no cell in five minutes");
    }

    /** SHA-256 of each file but the lock, by its place in the folder. */
    private static Map<String, String> hashes(Path out) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".lock"))
                    .forEach(file -> hashes.put(out.relativize(file).toString(), SafeFiles.sha256(file)));
        }
        return hashes;
    }
}
