package digr.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.run.UserException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class AutoPgdTest {
    /** Croce and Hein 2020, section 4: p = 0, .22, .41, .57, .70, .80, .87, .93, .99. */
    @Test
    void checkpointsAreThePapers() {
        assertEquals(
                "{22, 41, 57, 70, 80, 87, 93, 99}", AutoPgd.checkpoints(100).toString());
        assertEquals("{5, 9, 12, 14, 16, 18, 19, 20}", AutoPgd.checkpoints(20).toString());
        assertEquals("{1}", AutoPgd.checkpoints(1).toString());
    }

    /** Not of every loss: the margin's gradient jumps, and what is remembered of it may mislead. */
    @Test
    void climbsTheCrossEntropyHigherThanPgdOfAsManySteps() {
        for (double eps : new double[] {0.01, 0.03}) {
            double auto = gain(AutoPgd.defaults(), eps);
            double pgd = gain(Pgd.defaults().withSteps(20, 0.25), eps);
            assertTrue(auto > pgd, eps + ": " + auto + ", PGD " + pgd);
        }
    }

    @Test
    void needsAStep() {
        assertThrows(UserException.class, () -> AutoPgd.defaults().withSteps(0));
    }

    /** Mean gain in loss over the states. */
    private static double gain(Attack attack, double eps) {
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));
        INDArray states = Golden.rfgStates(DataType.FLOAT);
        double[][] clean = policy.logits(states);
        double[][] attacked = policy.logits(attack.perturb(policy, states, eps, new Seeds(1).stream("attack")));
        double sum = 0;
        for (int i = 0; i < clean.length; i++)
            sum += Loss.CROSS_ENTROPY.value(clean[i], attacked[i]) - Loss.CROSS_ENTROPY.value(clean[i], clean[i]);
        return sum / clean.length;
    }
}
