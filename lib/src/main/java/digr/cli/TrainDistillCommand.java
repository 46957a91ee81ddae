package digr.cli;

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
        student.train("distill", Ablation.FULL, student.common.task().digr().withoutPenalties(), null);
        return 0;
    }
}
