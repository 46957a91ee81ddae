package digr.cli;

import digr.paper.Task;
import java.nio.file.Path;

/** Where the project keeps what commands read and write by default, seen from its folder. */
final class CommittedFiles {
    static final Path RESULTS = Path.of("data", "results");

    private CommittedFiles() {}

    static Path policies(Task task) {
        return Path.of("data", "policies", task.toString());
    }

    static Path teacher(Task task) {
        return policies(task).resolve("teacher-seed0.safetensors");
    }

    /** Perturbation maps of the teacher's states. */
    static Path masks(Task task) {
        return Path.of("data", "perturbation", task + ".npz");
    }

    /** On which saliency maps are scored. */
    static Path states(Task task) {
        return Path.of("data", "saliency", task + ".npz");
    }
}
