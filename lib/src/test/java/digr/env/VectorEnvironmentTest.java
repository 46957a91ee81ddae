package digr.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.FaultyEnvironment;
import digr.ToyEnvironment;
import digr.run.ConnectionLostException;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class VectorEnvironmentTest {
    private static final int FRAME = 3 * 64 * 64;

    /**
     * Shows the episode's seed and the step in two bytes; pays the action; ends after 3 steps, or by action 9 at once.
     */
    private static class Counter extends ToyEnvironment {
        private static final int LENGTH = 3;

        private long seed;

        Counter() {
            super(LENGTH);
        }

        @Override
        public int[] observationShape() {
            return new int[] {1, 1, 2};
        }

        @Override
        public int actions() {
            return 10;
        }

        @Override
        public void reset(long seed) {
            this.seed = seed;
            super.reset(seed);
        }

        @Override
        public Step step(int action) {
            steps = action == 9 ? LENGTH : steps + 1;
            return new Step(action, action == 9, ended());
        }

        @Override
        public void observe(byte[] frame, int offset) {
            frame[offset] = (byte) seed;
            frame[offset + 1] = (byte) steps;
        }

        @Override
        public byte[] saveState() {
            return new byte[] {(byte) seed, (byte) steps};
        }

        @Override
        public void restoreState(byte[] state) {
            seed = state[0];
            steps = state[1];
        }
    }

    /** A step takes long enough to be worth a thread. */
    private static final class SlowCounter extends Counter {
        private static final long NANOS = 300_000;
        private final Set<Thread> steppers;

        SlowCounter(Set<Thread> steppers) {
            this.steppers = steppers;
        }

        @Override
        public Step step(int action) {
            steppers.add(Thread.currentThread());
            for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; ) Thread.onSpinWait();
            if (action == 8) throw new IllegalStateException("broken");
            return super.step(action);
        }
    }

    /** The first has taken the second step when the second environment is lost in it. */
    @Test
    void aLostStepIsOneThatNobodyTook() {
        Runnable lost = () -> {
            throw new ConnectionLostException("gone");
        };
        var pair = List.of(new Counter(), FaultyEnvironment.inStep(2, new Counter(), lost));
        try (var runner = new VectorEnvironment(pair, new Seeds(1), 1)) {
            runner.step(new int[] {1, 2});
            byte[] before = runner.saveState();
            byte[] shown = runner.frames().clone();
            assertThrows(ConnectionLostException.class, () -> runner.step(new int[] {3, 4}));
            assertArrayEquals(before, runner.saveState());
            assertThrows(IllegalStateException.class, () -> runner.step(new int[] {3, 4}));
            runner.restoreState(runner.saveState());
            assertArrayEquals(shown, runner.frames());
            runner.step(new int[] {3, 4});
            assertArrayEquals(new float[] {3, 4}, runner.rewards());
            assertEquals(2, runner.frames()[1]);
            assertEquals(2, runner.frames()[3]);
        }
    }

    @Test
    void resetsAtTheEndWithTheNextSeedOfEachEnvironmentsStream() {
        var seeds = new Seeds(5);
        try (var vector = VectorEnvironment.of(3, Counter::new, seeds)) {
            var streams = Stream.of(0, 1, 2)
                    .map(i -> seeds.split("environment", i).stream("episodes"))
                    .toList();
            byte[] first = nextSeeds(streams);
            byte[] second = nextSeeds(streams);
            assertArrayEquals(new byte[] {first[0], 0, first[1], 0, first[2], 0}, vector.frames());
            vector.step(new int[] {1, 2, 3});
            assertArrayEquals(new byte[] {first[0], 1, first[1], 1, first[2], 1}, vector.frames());
            vector.step(new int[] {4, 9, 5});
            assertArrayEquals(new byte[] {first[0], 2, second[1], 0, first[2], 2}, vector.frames());
            assertArrayEquals(new boolean[] {false, true, false}, vector.terminated());
            assertArrayEquals(new float[] {4, 9, 5}, vector.rewards());
            vector.step(new int[] {6, 7, 1});
            assertArrayEquals(new byte[] {second[0], 0, second[1], 1, second[2], 0}, vector.frames());
            assertArrayEquals(new boolean[] {false, false, false}, vector.terminated());
            assertArrayEquals(new boolean[] {true, false, true}, vector.truncated());
            assertArrayEquals(new byte[] {first[0], 3}, vector.cutOffAt(0).orElseThrow());
            assertTrue(vector.cutOffAt(1).isEmpty());
            assertArrayEquals(new byte[] {first[2], 3}, vector.cutOffAt(2).orElseThrow());
            assertEquals(
                    List.of(
                            new FinishedEpisode(1, 2 + 9, 2, false),
                            new FinishedEpisode(0, 1 + 4 + 6, 3, true),
                            new FinishedEpisode(2, 3 + 5 + 1, 3, true)),
                    vector.drainFinished());
            assertEquals(List.of(), vector.drainFinished());
            vector.step(new int[] {1, 1, 1});
            assertTrue(vector.cutOffAt(0).isEmpty());
        }
    }

    @Test
    void allActionsAreAnnouncedBeforeTheFirstIsTaken() {
        var said = new ArrayList<String>();
        class Announced extends Counter {
            @Override
            public void announce(int action) {
                said.add("announce " + action);
            }

            @Override
            public Step step(int action) {
                said.add("step " + action);
                return super.step(action);
            }
        }
        try (var vector = VectorEnvironment.of(2, Announced::new, new Seeds(1))) {
            vector.step(new int[] {4, 7});
        }
        assertEquals(List.of("announce 4", "announce 7", "step 4", "step 7"), said);
    }

    private static byte[] nextSeeds(List<? extends UniformRandomProvider> streams) {
        byte[] next = new byte[streams.size()];
        for (int i = 0; i < next.length; i++) next[i] = (byte) streams.get(i).nextLong();
        return next;
    }

    @Test
    void theNumberOfThreadsChangesNoNumber() {
        Set<Thread> ofOne = ConcurrentHashMap.newKeySet();
        Set<Thread> ofThree = ConcurrentHashMap.newKeySet();
        try (var one = new VectorEnvironment(slow(5, ofOne), new Seeds(1), 1);
                var three = new VectorEnvironment(slow(5, ofThree), new Seeds(1), 3)) {
            var random = new Seeds(1).stream("actions");
            // on a busy machine a helper may come late
            for (int t = 0; t < 60 || ofThree.size() < 3 && t < 3000; t++) {
                int[] actions = random.ints(5, 0, 8).toArray();
                one.step(actions);
                three.step(actions);
                assertArrayEquals(one.frames(), three.frames());
                assertArrayEquals(one.rewards(), three.rewards());
                assertArrayEquals(one.truncated(), three.truncated());
            }
            assertEquals(one.drainFinished(), three.drainFinished());
            assertArrayEquals(one.saveState(), three.saveState());
        }
        assertEquals(Set.of(Thread.currentThread()), ofOne);
        assertEquals(3, ofThree.size());
        ofThree.remove(Thread.currentThread());
        for (Thread helper : ofThree) assertTrue(helper.isDaemon());
    }

    @Test
    void stepsThatCostLittleStayOnTheCallersThread() {
        Set<Thread> steppers = ConcurrentHashMap.newKeySet();
        var environments = Stream.generate(() -> new Counter() {
                    @Override
                    public Step step(int action) {
                        steppers.add(Thread.currentThread());
                        return super.step(action);
                    }
                })
                .limit(4)
                .toList();
        try (var vector = new VectorEnvironment(environments, new Seeds(1), 4)) {
            for (int t = 0; t < 100; t++) vector.step(new int[4]);
        }
        assertEquals(Set.of(Thread.currentThread()), steppers);
    }

    @Test
    void anErrorOnAHelpersThreadReachesTheCaller() {
        try (var vector = new VectorEnvironment(slow(4, ConcurrentHashMap.newKeySet()), new Seeds(1), 2)) {
            for (int t = 0; t < 30; t++) vector.step(new int[4]);
            for (int broken = 0; broken < 4; broken++) {
                int[] actions = new int[4];
                actions[broken] = 8;
                var e = assertThrows(IllegalStateException.class, () -> vector.step(actions));
                assertEquals("broken", e.getMessage());
            }
        }
    }

    private static List<SlowCounter> slow(int count, Set<Thread> steppers) {
        return Stream.generate(() -> new SlowCounter(steppers)).limit(count).toList();
    }

    @Test
    void aRestoredRunnerGoesOnBitForBit() {
        try (var saved = VectorEnvironment.of(16, RedFetchGreen::new, new Seeds(3));
                var restored = VectorEnvironment.of(16, RedFetchGreen::new, new Seeds(4))) {
            run(saved, 1, 250);
            byte[] state = saved.saveState();
            restored.restoreState(state);
            assertArrayEquals(saved.frames(), restored.frames());
            assertArrayEquals(saved.rewards(), restored.rewards());
            assertArrayEquals(saved.terminated(), restored.terminated());
            assertArrayEquals(saved.truncated(), restored.truncated());
            assertArrayEquals(state, restored.saveState());
            List<Integer> expected = run(saved, 2, 700);
            assertEquals(expected, run(restored, 2, 700));
            List<FinishedEpisode> episodes = saved.drainFinished();
            assertTrue(episodes.size() > 100);
            assertEquals(episodes, restored.drainFinished());
        }
    }

    /** Steps under random actions; hashes of frames, rewards and flags after each. */
    private static List<Integer> run(VectorEnvironment vector, long seed, int steps) {
        var random = new Seeds(seed).stream("actions");
        var hashes = new ArrayList<Integer>();
        for (int t = 0; t < steps; t++) {
            vector.step(random.ints(vector.size(), 0, vector.actions()).toArray());
            hashes.add(Arrays.hashCode(vector.frames()));
            hashes.add(Arrays.hashCode(vector.rewards()));
            hashes.add(Arrays.hashCode(vector.terminated()));
            hashes.add(Arrays.hashCode(vector.truncated()));
        }
        return hashes;
    }

    @Test
    void everyEnvironmentHasItsPlaceInTheFrames() {
        try (var vector = VectorEnvironment.of(3, RedFetchGreen::new, new Seeds(8))) {
            assertEquals(3 * FRAME, vector.frames().length);
            var alone = new RedFetchGreen();
            for (int i = 0; i < 3; i++) {
                alone.reset(
                        new Seeds(8).split("environment", i).stream("episodes").nextLong());
                byte[] frame = new byte[FRAME];
                alone.observe(frame, 0);
                assertArrayEquals(frame, Arrays.copyOfRange(vector.frames(), i * FRAME, (i + 1) * FRAME));
            }
        }
    }

    @Test
    void wrongActionsAreRefusedBeforeAnyIsTaken() {
        try (var vector = VectorEnvironment.of(2, Counter::new, new Seeds(1))) {
            byte[] before = vector.saveState();
            assertThrows(IllegalArgumentException.class, () -> vector.step(new int[] {1}));
            assertThrows(IllegalArgumentException.class, () -> vector.step(new int[] {1, 10}));
            assertArrayEquals(before, vector.saveState());
        }
    }

    @Test
    void statesThatDoNotFitAreRefused() {
        try (var two = VectorEnvironment.of(2, RedFetchGreen::new, new Seeds(1));
                var three = VectorEnvironment.of(3, RedFetchGreen::new, new Seeds(1))) {
            byte[] state = two.saveState();
            var e = assertThrows(UserException.class, () -> three.restoreState(state));
            assertTrue(e.getMessage().contains("of 2 environments, not of 3"), e.getMessage());
            for (int length = 0; length < state.length; length++) {
                byte[] part = Arrays.copyOf(state, length);
                assertThrows(UserException.class, () -> two.restoreState(part));
            }
            assertThrows(UserException.class, () -> two.restoreState(Arrays.copyOf(state, state.length + 1)));
        }
    }

    @Test
    void environmentsOfTwoKindsOrNoneAreRefused() {
        var seeds = new Seeds(1);
        List<Environment> mixed = List.of(new Counter(), new RedFetchGreen());
        assertThrows(IllegalArgumentException.class, () -> new VectorEnvironment(mixed, seeds));
        assertThrows(IllegalArgumentException.class, () -> new VectorEnvironment(List.of(), seeds));
        assertThrows(IllegalArgumentException.class, () -> new VectorEnvironment(List.of(new Counter()), seeds, 0));
    }

    @Test
    void closesItsEnvironments() {
        boolean[] closed = {false};
        var environment = new Counter() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        var vector = new VectorEnvironment(List.of(environment), new Seeds(1));
        assertFalse(closed[0]);
        vector.close();
        vector.close();
        assertTrue(closed[0]);
    }
}
