package digr.cli;

import digr.run.Checkout;
import digr.task.Task;
import java.nio.file.Path;

/** Where the project keeps what commands read and write by default: in its own folder, wherever they are called. */
final class CommittedFiles {
    static final Path RESULTS = inProject("results");

    private CommittedFiles() {}

    static Path policies(Task task) {
        return inProject("policies/" + task);
    }

    static Path teacher(Task task) {
        return policies(task).resolve("teacher-seed0.safetensors");
    }

    /** Perturbation maps of the teacher's states. */
    static Path masks(Task task) {
        return inProject("perturbation/" + task + ".npz");
    }

    /** On which saliency maps are scored. */
    static Path states(Task task) {
        return inProject("saliency/" + task + ".npz");
    }

    private static Path inProject(String name) {
        return from(Path.of(""), Checkout.folder(), name);
    }

    /** A file of the project's data, named by the shorter path where the caller stands in the project's folder. */
    static Path from(Path standing, Path project, String name) {
        Path file = Path.of("data").resolve(name);
        return standing.toAbsolutePath().equals(project.toAbsolutePath()) ? file : project.resolve(file);
    }
}
