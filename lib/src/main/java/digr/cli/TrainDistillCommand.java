package digr.cli;

import digr.distill.DigrOptions;
import digr.paper.Ablation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains a student by distillation alone: the paper's control. */
@Command(name = "distill", description = "Train a student by distillation alone, without the selective loss.")
final class TrainDistillCommand implements Callable<Integer> {
    @Mixin
    private StudentOptions student;

    @Override
    public Integer call() {
        student.check();
        DigrOptions preset = student.preset().withoutPenalties();
        return student.common.eachSeed(() -> student.train("distill", Ablation.FULL, preset, null));
    }
}
