package digr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.attack.Attack;
import digr.attack.Threat;
import digr.env.RedFetchGreen;
import digr.nn.Architecture;
import digr.nn.NativeThreads;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ReturnEvaluatorTest {
    @BeforeAll
    static void smallBatchesWantOneThread() {
        NativeThreads.use(1);
    }

    private static final ReturnEvaluator FIVE = ReturnEvaluator.of(RedFetchGreen::new, 5);

    private final Policy policy = new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));

    @Test
    void sameSeedSameResult() {
        Returns first = FIVE.evaluate(policy, new Seeds(1));
        assertEquals(first, FIVE.evaluate(policy, new Seeds(1)));
        assertNotEquals(first.episodes(), FIVE.evaluate(policy, new Seeds(2)).episodes());
        assertEquals(
                first.table().toString(),
                FIVE.evaluate(policy, new Seeds(1)).table().toString());
    }

    @Test
    void oneAtATimeTakesOneEnvironmentAndPlaysTheSameEpisodes() {
        var made = new AtomicInteger();
        var alone = ReturnEvaluator.of(
                        () -> {
                            made.incrementAndGet();
                            return new RedFetchGreen();
                        },
                        5)
                .oneAtATime();
        assertEquals(
                FIVE.evaluate(policy, new Seeds(1)).episodes(),
                alone.evaluate(policy, new Seeds(1)).episodes());
        assertEquals(2, made.get()); // the first only shows its sizes
    }

    @Test
    void greedyActionsLeaveNothingToChance() {
        // the golden policy's greedy action changes nothing, so that every episode lasts to the time limit
        Returns greedy = FIVE.withGreedy(true).evaluate(policy, new Seeds(1));
        assertTrue(greedy.length().estimate() > 250, greedy.length().toString());
        assertTrue(FIVE.evaluate(policy, new Seeds(1)).length().estimate() < 250);
    }

    @Test
    void everyObservationIsAttacked() {
        var calls = new AtomicInteger();
        Attack counting = (p, states, eps, random) -> {
            assertEquals(0.1, eps);
            assertTrue(
                    states.maxNumber().doubleValue() == 1 && states.minNumber().doubleValue() == 0);
            calls.addAndGet((int) states.size(0));
            return states;
        };
        Returns attacked = FIVE.withThreat(new Threat(counting, 0.1)).evaluate(policy, new Seeds(1));
        int steps = attacked.episodes().stream().mapToInt(Episode::length).sum();
        assertEquals(steps, calls.get());
        assertEquals(FIVE.evaluate(policy, new Seeds(1)).episodes(), attacked.episodes());
    }

    @Test
    void aBaselinePlaysFromThePolicysStarts() {
        Baseline same = (environment, chance) -> {
            byte[] frame = new byte[3 * 64 * 64];
            environment.observe(frame, 0);
            return Softmax.sample(policy.logits(frame, 1)[0], chance.nextDouble());
        };
        assertEquals(FIVE.evaluate(policy, new Seeds(1)), FIVE.evaluate(same, new Seeds(1)));
        ReturnEvaluator attacked = FIVE.withThreat(new Threat((p, states, eps, random) -> states, 0.1));
        String message = assertThrows(UserException.class, () -> attacked.evaluate(same, new Seeds(1)))
                .getMessage();
        assertTrue(message.contains("a baseline sees no observation"), message);
    }

    @Test
    void sizesMustFit() {
        Policy other = new Policy(new Network(Architecture.small(2, 84, 84, 4), DataType.FLOAT));
        String message = assertThrows(UserException.class, () -> FIVE.evaluate(other, new Seeds(1)))
                .getMessage();
        assertEquals(
                "ReturnEvaluator: the policy must see [3, 64, 64] and have 7 actions, it sees [2, 84, 84] and has 4;"
                        + " is it of another task?",
                message);
        assertThrows(UserException.class, () -> ReturnEvaluator.of(RedFetchGreen::new, 0));
        for (double eps : new double[] {-0.1, Double.NaN, 8, Double.POSITIVE_INFINITY})
            assertThrows(UserException.class, () -> new Threat((p, states, e, random) -> states, eps));
    }
}
