package digr.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.nn.Architecture;
import digr.nn.NativeThreads;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What every attack promises; a new one joins by its name in {@link Attacks}. */
class AttackContractTest {
    private static final List<String> DRAWING = List.of("pgd-random-start", "auto-pgd", "mad", "square", "noise");
    private static final double[] SIZES = {0.002, 4 / 255.0, 0.2, 1};

    private final Policy policy = new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));
    private final INDArray states = Golden.rfgStates(DataType.FLOAT);

    static List<String> names() {
        return Attacks.names();
    }

    @BeforeAll
    static void smallBatchesWantOneThread() {
        NativeThreads.use(1);
    }

    @ParameterizedTest
    @MethodSource("names")
    void staysInTheBallAndInPixelRange(String name) {
        INDArray before = states.dup();
        for (double eps : SIZES) {
            INDArray x = perturb(name, states, eps);
            assertTrue(Transforms.abs(x.sub(states)).maxNumber().doubleValue() <= eps + 6e-8);
            assertTrue(x.minNumber().doubleValue() >= 0 && x.maxNumber().doubleValue() <= 1);
            assertNotEquals(states, x);
        }
        assertEquals(before, states);
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingMovesInABallOfSizeZero(String name) {
        assertEquals(states, perturb(name, states, 0));
    }

    @ParameterizedTest
    @MethodSource("names")
    void noLossIsWeakerThanTheCleanStates(String name) {
        Loss loss =
                switch (name) {
                    case "mad" -> Loss.KL;
                    case "pgd-margin", "square" -> Loss.MARGIN;
                    default -> Loss.CROSS_ENTROPY;
                };
        double[][] clean = policy.logits(states);
        for (double eps : SIZES) {
            double[][] attacked = policy.logits(perturb(name, states, eps));
            for (int i = 0; i < clean.length && !name.equals("noise"); i++) {
                double gain = loss.value(clean[i], attacked[i]) - loss.value(clean[i], clean[i]);
                assertTrue(gain >= -1e-5, name + " " + eps + ": state " + i + " lost " + -gain);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSeedDecides(String name) {
        assertEquals(perturb(name, states, 0.1), perturb(name, states, 0.1));
        boolean draws = DRAWING.contains(name);
        INDArray other = Attacks.named(name).perturb(policy, states, 0.1, new Seeds(2).stream("attack"));
        assertEquals(!draws, other.equals(perturb(name, states, 0.1)));
    }

    /** The last 4 rows and columns never reach the output, see the golden README: sign(0) = 0. */
    @ParameterizedTest
    @MethodSource("names")
    void whatThePolicyCannotSeeIsLeftAlone(String name) {
        if (DRAWING.contains(name)) return;
        INDArray x = perturb(name, states, 0.1);
        var all = NDArrayIndex.all();
        var last = NDArrayIndex.interval(60, 64);
        assertEquals(states.get(all, all, last, all), x.get(all, all, last, all));
        assertEquals(states.get(all, all, all, last), x.get(all, all, all, last));
    }

    @ParameterizedTest
    @MethodSource("names")
    void badInputIsRefused(String name) {
        for (double eps : new double[] {-0.1, Double.NaN, 8}) assertRefused("eps must be", name, policy, states, eps);
        assertRefused("states must be in [0, 1]", name, policy, states.mul(255), 0.1);
        INDArray holed = states.dup().putScalar(7, Double.NaN);
        assertRefused("states must be in [0, 1]", name, policy, holed, 0.1);
        Policy single = new Policy(new Network(Architecture.small(3, 64, 64, 1), DataType.FLOAT));
        assertRefused("one action", name, single, states, 0.1);
    }

    /** Logits 1,000 times as large: π is 1 to every digit of a double, and its cross entropy has no gradient left. */
    @Test
    void aConfidentPolicyIsNoSaferThanItsLogits() {
        Map<String, INDArray> parameters = policy.network().export();
        parameters.get("fc2.weight").muli(1000);
        parameters.get("fc2.bias").muli(1000);
        Policy sure = new Policy(policy.network().copy());
        sure.network().load(parameters);
        assertEquals(1, sure.probabilities(states)[0][6]);
        for (String name : List.of("fgsm", "pgd", "mi-fgsm")) {
            INDArray x = Attacks.named(name).perturb(sure, states, 0.1, new Seeds(1).stream("attack"));
            double changed = Transforms.abs(x.sub(states))
                    .gt(0)
                    .castTo(DataType.FLOAT)
                    .meanNumber()
                    .doubleValue();
            assertTrue(changed > 0.6, name + " changes " + changed + " of the features");
        }
    }

    @Test
    void aPolicyThatSeesNothingIsLeftAlone() {
        Policy blind = new Policy(new Network(Golden.rfgArchitecture(), DataType.FLOAT)); // all parameters zero
        for (String name : List.of("fgsm", "pgd", "pgd-margin", "mi-fgsm"))
            assertEquals(states, Attacks.named(name).perturb(blind, states, 0.1, new Seeds(1).stream("attack")));
    }

    @Test
    void optionsAreChecked() {
        UserException zero =
                assertThrows(UserException.class, () -> Pgd.defaults().withSteps(0, 0.25));
        assertEquals("Pgd: steps must be at least 1, got 0", zero.getMessage());
        assertThrows(UserException.class, () -> Pgd.defaults().withSteps(10, Double.NaN));
        assertThrows(UserException.class, () -> new Mad(0, 0.25));
        assertThrows(UserException.class, () -> new MiFgsm(10, -1));
        assertThrows(UserException.class, () -> Attacks.named("FGSM2"));
    }

    private INDArray perturb(String name, INDArray from, double eps) {
        return Attacks.named(name).perturb(policy, from, eps, new Seeds(1).stream("attack"));
    }

    private static void assertRefused(String part, String name, Policy policy, INDArray states, double eps) {
        String message = assertThrows(UserException.class, () -> Attacks.named(name)
                        .perturb(policy, states, eps, new Seeds(1).stream("attack")))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
