package digr.paper;

import digr.distill.DigrOptions;
import digr.distill.DigrTrainer;
import digr.distill.MaskSource;
import digr.env.VectorEnvironment;
import digr.nn.Architecture;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.task.Task;

/**
 * A student to be trained, and what from.
 *
 * @param ablation whose masks and control policy it has; {@code options} are already changed by it
 * @param network its own; it gets no value head
 * @param masks of the teacher or an expert; null where the options have no penalties
 */
public record Student(
        Task task, Ablation ablation, DigrOptions options, Policy teacher, Architecture network, MaskSource masks) {
    /** With the teacher's network. */
    public Student(Task task, Ablation ablation, DigrOptions options, Policy teacher, MaskSource masks) {
        this(task, ablation, options, teacher, teacher.network().architecture(), masks);
    }

    /**
     * @param environments as many as the options say; closed by the caller
     * @param threads that compute; they change the speed, never a number
     */
    public DigrTrainer trainer(VectorEnvironment environments, Seeds seeds, int threads) {
        MaskSource used = masks == null ? null : ablation.masks(masks, task, teacher);
        DigrTrainer digr =
                new DigrTrainer(task.description(), options, teacher, network, used, environments, seeds, threads);
        if (ablation.teacherActs()) digr.letTeacherAct();
        return digr;
    }
}
