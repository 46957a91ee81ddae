package digr.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carries a {@link Training} to its end in a folder of its own: {@code checkpoint.safetensors}, from which a killed run
 * goes on, {@code curve.csv}, a line an iteration, and the same for TensorBoard.
 *
 * @param folder made if missing
 * @param every time between two checkpoints
 */
public record TrainingRun(Path folder, Duration every) {
    private static final String CURVE = "curve";

    public Path checkpoint() {
        return folder.resolve("checkpoint.safetensors");
    }

    public Path curve() {
        return folder.resolve("curve.csv");
    }

    /**
     * Trains to the end, or until this thread is interrupted: then it saves first.
     *
     * @param resume whether to go on from the folder's checkpoint, if there is one
     * @throws UserException if another run is at work in the folder, if that holds a checkpoint and {@code resume} is
     *     false, or one of another run, or cannot be written
     * @throws CancellationException after an interruption
     * @throws ConnectionLostException if a simulator outside this program is lost; what was done is saved first
     */
    public void complete(Training training, boolean resume, Progress progress) {
        try (FolderLock lock = FolderLock.of(folder)) {
            completeAlone(training, resume, progress);
        }
    }

    private void completeAlone(Training training, boolean resume, Progress progress) {
        List<String> lines = new ArrayList<>();
        if (Files.exists(checkpoint())) {
            if (!resume)
                throw new UserException("Checkpoint: " + checkpoint()
                        + " is there already; go on from it with --resume, or choose another --out");
            Safetensors saved = Safetensors.read(checkpoint());
            restore(training, saved, lines);
        }
        save(training, lines); // shows at once whether the folder can be written
        long saved = System.nanoTime();
        var last = new AtomicReference<>("");
        training.tellOfSteps((done, total, nothing) -> progress.report(done, total, last.get()));
        progress.report(training.done(), training.total(), last.get());
        while (training.done() < training.total()) {
            if (Thread.interrupted()) throw stopped(training, lines);
            Map<String, Double> point = iterate(training, lines);
            if (lines.isEmpty()) lines.add(CurveText.DONE + "," + String.join(",", point.keySet()));
            StringJoiner line = new StringJoiner(",").add(Long.toString(training.done()));
            point.values().forEach(value -> line.add(shortest(value)));
            lines.add(line.toString());
            last.set(Training.text(point));
            progress.report(training.done(), training.total(), last.get());
            if (System.nanoTime() - saved > every.toNanos()) {
                save(training, lines);
                saved = System.nanoTime();
            }
        }
        save(training, lines);
    }

    private void restore(Training training, Safetensors saved, List<String> curve) {
        try {
            training.restore(saved);
            curve.addAll(saved.metadata().getOrDefault(CURVE, "").lines().toList());
            CurveText.of("Checkpoint: its curve", curve);
        } catch (UserException e) {
            throw new UserException(
                    "Checkpoint: can't go on from " + checkpoint() + ": " + e.getMessage()
                            + "; give it the options that it was begun with, or name another folder",
                    e);
        }
    }

    /**
     * Deletes the folder and what a run keeps there.
     *
     * @throws UserException if it cannot be deleted, as when something else lies there
     */
    public void delete() {
        try {
            for (Path file : List.of(checkpoint(), curve(), TensorBoard.file(folder)))
                SafeFiles.deleteWithLeftovers(file);
            FolderLock.deleteFolder(folder);
        } catch (IOException e) {
            throw new UserException("Checkpoint: can't delete " + folder + ": " + e + "; it is not needed any more", e);
        }
    }

    private Map<String, Double> iterate(Training training, List<String> lines) {
        try {
            return training.iterate();
        } catch (CancellationException e) {
            throw stopped(training, lines);
        } catch (ConnectionLostException e) {
            save(training, lines);
            throw new ConnectionLostException(
                    e.getMessage() + "; saved in " + checkpoint() + ", go on with --resume", e);
        }
    }

    private CancellationException stopped(Training training, List<String> lines) {
        save(training, lines);
        return new CancellationException("interrupted; saved in " + checkpoint() + ", go on with --resume");
    }

    /** The curve travels inside the checkpoint, so that both always tell of the same moment. */
    private void save(Training training, List<String> lines) {
        Safetensors state = training.checkpoint();
        Map<String, String> metadata = new LinkedHashMap<>(state.metadata());
        String csv = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        metadata.put(CURVE, csv);
        new Safetensors(metadata, state.tensors()).write(checkpoint());
        SafeFiles.write(curve(), out -> out.write(csv.getBytes(StandardCharsets.UTF_8)));
        byte[] events = TensorBoard.events(lines);
        SafeFiles.write(TensorBoard.file(folder), out -> out.write(events));
    }

    /** Empty for NaN: what was not measured this time. */
    private static String shortest(double value) {
        return Double.isNaN(value) ? "" : Float.toString((float) value);
    }
}
