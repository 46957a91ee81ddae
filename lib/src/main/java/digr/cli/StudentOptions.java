package digr.cli;

import digr.distill.Digr;
import digr.distill.DigrOptions;
import digr.distill.MaskSource;
import digr.env.VectorEnvironment;
import digr.policy.PolicyFile;
import digr.run.SafeFiles;
import digr.run.Seeds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the trainings of a student have in common. */
final class StudentOptions {
    @Mixin
    TrainOptions common;

    @Option(
            names = "--teacher",
            paramLabel = "F",
            description = "Default: data/policies/TASK/teacher-seed0.safetensors.")
    private Path teacher;

    @Option(names = "--steps", paramLabel = "UPDATES", description = "Default: the task's preset.")
    private Long steps;

    /** @param masks null where the options have no penalties */
    void train(String method, DigrOptions preset, Path masks) {
        common.prepare();
        DigrOptions options = steps == null ? preset : preset.withUpdates(steps);
        Path file = teacher == null
                ? Path.of("data", "policies", common.task.toString(), "teacher-seed0.safetensors")
                : teacher;
        Map<String, String> parents = new LinkedHashMap<>(Map.of("teacher", SafeFiles.sha256(file)));
        if (masks != null) parents.put("masks", SafeFiles.sha256(masks));
        Seeds seeds = new Seeds(common.seed);
        try (VectorEnvironment environments =
                VectorEnvironment.of(options.environments(), common.task::trainingEnvironment, seeds)) {
            MaskSource source = masks == null ? null : MaskSource.load(masks);
            Digr digr = new Digr(
                    common.task.toString(), options, parents, PolicyFile.load(file), source, environments, seeds);
            common.complete(method, digr);
        }
    }
}
