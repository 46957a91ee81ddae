package digr.paper;

import digr.distill.Digr;
import digr.distill.DigrOptions;
import digr.distill.MaskSource;
import digr.env.VectorEnvironment;
import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.run.SafeFiles;
import digr.run.Seeds;
import digr.task.Task;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A student to be trained, and what from.
 *
 * @param ablation whose masks and control policy it has; {@code options} are already changed by it
 * @param teacher a policy file
 * @param masks perturbation dataset or annotation; null where the options have no penalties
 */
public record Student(Task task, Ablation ablation, DigrOptions options, Path teacher, Path masks) {

    /** The files it is made from: SHA-256 by role. */
    public Map<String, String> parents() {
        Map<String, String> parents = new LinkedHashMap<>(Map.of("teacher", SafeFiles.sha256(teacher)));
        if (masks != null) ablation.role().ifPresent(role -> parents.put(role, SafeFiles.sha256(masks)));
        if (ablation.teacherActs()) parents.put("control", SafeFiles.sha256(teacher));
        return parents;
    }

    public Policy loadTeacher() {
        return PolicyFile.load(teacher);
    }

    /**
     * @param loaded the teacher
     * @param environments as many as the options say; closed by the caller
     * @param threads that compute; they change the speed, never a number
     */
    public Digr trainer(Policy loaded, VectorEnvironment environments, Seeds seeds, int threads) {
        MaskSource source = masks == null ? null : ablation.masks(MaskSource.load(masks), task, loaded);
        Digr digr = new Digr(task.description(), options, parents(), loaded, source, environments, seeds, threads);
        if (ablation.teacherActs()) digr.letTeacherAct();
        return digr;
    }
}
