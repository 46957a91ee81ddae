package digr.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.ToyEnvironment;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.task.Environments;
import digr.task.Judging;
import digr.task.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class StudentValidationTest {
    private static final class Ten extends ToyEnvironment {
        Ten() {
            super(10);
        }
    }

    @Test
    void whereNobodyKnowsWhichPixelsMatterReturnAndLengthAreLeft() {
        Task toy = new Task(
                "toy",
                "Toy",
                Environments.of(Ten::new),
                4,
                PaperTasks.RFG.ppo(),
                PaperTasks.RFG.digr(),
                Judging.byReturn());
        Architecture linear = new Architecture(1, 1, 1, List.of(), List.of(), 2, false);
        Policy policy = new Policy(new Network(linear, DataType.FLOAT));
        StudentValidation validation = StudentValidation.of(toy, policy, new Seeds(1));
        assertEquals(List.of("return", "length"), validation.columns());
        assertEquals(Map.of("return", 0.0, "length", 10.0), validation.of(policy));
    }
}
