package digr.cli;

import digr.distill.MaskSource;
import digr.env.Environment;
import digr.env.Separable;
import digr.run.UserException;
import digr.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which pixels a student's loss speaks of. */
final class MasksOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--masks",
            paramLabel = "F",
            description =
                    "Perturbation dataset of the teacher, or expert's annotation; default for the committed teacher:"
                            + " data/perturbation/TASK.npz.")
    private Path file;

    /** Ends the command where masks are needed by its words alone. */
    void check(boolean ownTeacher) {
        if (file == null && ownTeacher)
            throw new ParameterException(
                    command.commandLine(),
                    "--masks is needed with --teacher: the committed masks are of the committed teacher; ./digr perturb"
                            + " makes those of another");
    }

    /** @throws UserException if there are none, or nothing matters in them */
    MaskSource load(Task task) {
        Path path = file == null ? CommittedFiles.masks(task) : file;
        if (file == null && Files.notExists(path)) throw new UserException(missing(task, path));
        MaskSource masks = MaskSource.load(path);
        if (masks.isZero())
            throw new UserException(name() + ": masks need pixels that matter, and " + path + " has none in "
                    + masks.size() + " states; make others, of more --states or by another --method of ./digr perturb");
        return masks;
    }

    private String missing(Task task, Path usual) {
        if (Files.notExists(CommittedFiles.teacher(task)))
            return name() + ": there are no policies of " + task + " in data/policies; give a --teacher of your own, by"
                    + " ./digr train ppo, and its --masks, by ./digr perturb";
        return name() + ": needed masks of the teacher, got no file " + usual + "; make them by ./digr perturb --task "
                + task + " --policy " + CommittedFiles.teacher(task) + " --method " + method(task)
                + " --out masks.npz, and give --masks masks.npz; data/README.md has the commands of the committed ones";
    }

    private static String method(Task task) {
        try (Environment sample = task.trainingEnvironment()) {
            return sample instanceof Separable ? MaskMethod.REMOVAL : MaskMethod.USUAL;
        }
    }

    /** Such as {@code train digr}. */
    private String name() {
        return command.qualifiedName().replaceFirst("^digr ", "");
    }
}
