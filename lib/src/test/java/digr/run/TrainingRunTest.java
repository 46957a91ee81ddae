package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    /** Counts to 4; what it has learnt is the number itself. */
    private static class Counting implements Training {
        private long count;
        private final List<Long> saved = new ArrayList<>();

        @Override
        public long done() {
            return count;
        }

        @Override
        public long total() {
            return 4;
        }

        @Override
        public Map<String, Double> iterate() {
            count++;
            return Map.of("half", count / 2.0);
        }

        @Override
        public Safetensors checkpoint() {
            saved.add(count);
            return new Safetensors(Map.of(), Map.of("count", NdArray.of(new long[] {count}, 1)));
        }

        @Override
        public void restore(Safetensors checkpoint) {
            count = checkpoint.tensors().get("count").longs()[0];
        }
    }

    private static final String CURVE = "done,half\n1,0.5\n2,1.0\n3,1.5\n4,2.0\n";

    @TempDir
    Path folder;

    private final Counting training = new Counting();

    private TrainingRun run(Duration every) {
        return new TrainingRun(folder.resolve("new/run"), every);
    }

    /** Interrupts the thread, as Ctrl-C does, when so much is done. */
    private static Progress interruptAt(long when) {
        return (done, total, message) -> {
            if (done == when) Thread.currentThread().interrupt();
        };
    }

    @Test
    void writesTheCurveAndAnEndThatHoldsIt() throws IOException {
        run(Duration.ofHours(1)).complete(training, false, Progress.NONE);
        assertEquals(CURVE, Files.readString(run(Duration.ZERO).curve()));
        assertEquals(
                CURVE,
                Safetensors.read(run(Duration.ZERO).checkpoint()).metadata().get("curve"));
        assertEquals(List.of(0L, 4L), training.saved);
    }

    @Test
    void savesAsOftenAsTold() {
        run(Duration.ZERO).complete(training, false, Progress.NONE);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 4L), training.saved);
    }

    @Test
    void anInterruptedRunSavesStopsAndGoesOnToTheSameFiles() throws IOException {
        run(Duration.ofHours(1)).complete(training, false, Progress.NONE);
        byte[] whole = Files.readAllBytes(run(Duration.ZERO).checkpoint());
        for (int stop = 0; stop < 4; stop++) {
            TrainingRun run = new TrainingRun(folder.resolve("stopped" + stop), Duration.ofHours(1));
            Progress interrupt = interruptAt(stop);
            CancellationException e =
                    assertThrows(CancellationException.class, () -> run.complete(new Counting(), false, interrupt));
            assertEquals("interrupted; saved in " + run.checkpoint() + ", go on with --resume", e.getMessage());
            assertFalse(Thread.interrupted());
            assertEquals(
                    stop,
                    Safetensors.read(run.checkpoint()).tensors().get("count").longs()[0]);
            run.complete(new Counting(), true, Progress.NONE);
            assertEquals(-1, Files.mismatch(run.checkpoint(), run(Duration.ZERO).checkpoint()));
            assertEquals(whole.length, Files.size(run.checkpoint()));
            assertEquals(CURVE, Files.readString(run.curve()));
        }
    }

    /** A training may stop within an iteration, too, where a checkpoint can hold half of one. */
    @Test
    void anIterationThatIsInterruptedIsSavedAndTheRunStops() throws IOException {
        Counting stopping = new Counting() {
            @Override
            public Map<String, Double> iterate() {
                if (done() == 2) throw new CancellationException("interrupted");
                return super.iterate();
            }
        };
        TrainingRun run = run(Duration.ofHours(1));
        var e = assertThrows(CancellationException.class, () -> run.complete(stopping, false, Progress.NONE));
        assertEquals("interrupted; saved in " + run.checkpoint() + ", go on with --resume", e.getMessage());
        assertEquals(List.of(0L, 2L), stopping.saved);
        run.complete(training, true, Progress.NONE);
        assertEquals(CURVE, Files.readString(run.curve()));
    }

    /** Nothing is lost, and nothing is left to stop. */
    @Test
    void anInterruptionInTheLastIterationLetsTheRunEnd() throws IOException {
        run(Duration.ofHours(1)).complete(training, false, interruptAt(4));
        assertEquals(true, Thread.interrupted());
        assertEquals(CURVE, Files.readString(run(Duration.ZERO).curve()));
    }

    @Test
    void aLostConnectionIsSavedAndNamed() throws IOException {
        Counting losing = new Counting() {
            @Override
            public Map<String, Double> iterate() {
                if (done() == 2) throw new ConnectionLostException("Carla: gone");
                return super.iterate();
            }
        };
        TrainingRun run = run(Duration.ofHours(1));
        var e = assertThrows(ConnectionLostException.class, () -> run.complete(losing, false, Progress.NONE));
        assertEquals("Carla: gone; saved in " + run.checkpoint() + ", go on with --resume", e.getMessage());
        assertEquals(List.of(0L, 2L), losing.saved);
        run.complete(training, true, Progress.NONE);
        assertEquals(CURVE, Files.readString(run.curve()));
    }

    @Test
    void anEarlierRunIsNeverOverwrittenUnasked() throws IOException {
        run(Duration.ZERO).complete(training, false, Progress.NONE);
        byte[] before = Files.readAllBytes(run(Duration.ZERO).checkpoint());
        UserException e = assertThrows(
                UserException.class, () -> run(Duration.ZERO).complete(new Counting(), false, Progress.NONE));
        assertEquals(
                "Checkpoint: " + run(Duration.ZERO).checkpoint()
                        + " is there already; go on from it with --resume, or choose another --out",
                e.getMessage());
        assertEquals(before.length, Files.size(run(Duration.ZERO).checkpoint()));
        Counting again = new Counting(); // a finished run is left as it is
        run(Duration.ZERO).complete(again, true, Progress.NONE);
        assertEquals(4, again.done());
        assertEquals(CURVE, Files.readString(run(Duration.ZERO).curve()));
    }

    /** A killed run leaves the file that it was writing beside its checkpoint. */
    @Test
    void deleteTakesWhatAKilledRunLeft() throws IOException {
        TrainingRun run = run(Duration.ZERO);
        run.complete(training, false, Progress.NONE);
        for (Path file : List.of(run.checkpoint(), run.curve()))
            Files.writeString(file.resolveSibling("." + file.getFileName() + ".1b4e28ba.tmp"), "half of it");
        run.delete();
        assertFalse(Files.exists(run.folder()));
        run.delete();
    }

    @Test
    void deleteRefusesAFolderWithSomethingElse() throws IOException {
        run(Duration.ZERO).complete(training, false, Progress.NONE);
        Path other = Files.writeString(run(Duration.ZERO).folder().resolve("notes.txt"), "mine");
        assertThrows(UserException.class, () -> run(Duration.ZERO).delete());
        assertEquals("mine", Files.readString(other));
    }

    /** A folder that cannot be written shows before the first hour of work, not after it. */
    @Test
    void aFolderThatCannotBeWrittenShowsAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        TrainingRun run = new TrainingRun(file.resolve("run"), Duration.ZERO);
        assertThrows(UserException.class, () -> run.complete(training, false, Progress.NONE));
        assertEquals(0, training.done());
    }
}
