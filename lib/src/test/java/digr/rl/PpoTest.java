package digr.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.DamagedCheckpoint;
import digr.FaultyEnvironment;
import digr.ToyEnvironment;
import digr.env.Environment;
import digr.env.RedFetchGreen;
import digr.env.Step;
import digr.env.VectorEnvironment;
import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Network;
import digr.policy.LoadOptions;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.rl.PpoOptions.Loss;
import digr.rl.PpoOptions.Returns;
import digr.rl.PpoOptions.Rollouts;
import digr.rl.PpoOptions.Updates;
import digr.run.ConnectionLostException;
import digr.run.Progress;
import digr.run.SafeFiles;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.TrainingRun;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class PpoTest {
    private static final int ITERATIONS = 3;

    /** 2 environments, 18 steps, 2 epochs of 2 minibatches. */
    private static final PpoOptions OPTIONS = new PpoOptions(
            new Rollouts(2, 18),
            new Returns(0.99, 0.95, false, false),
            new Loss(0.2, 0.01, 0.5, true),
            new Updates(2, 2, ITERATIONS * 36, 0.5, 1e-3, true));

    @TempDir
    Path folder;

    private interface Use {
        void of(Ppo ppo) throws IOException;
    }

    private static void with(PpoOptions options, long seed, int filters, Use use) throws IOException {
        Seeds seeds = new Seeds(seed);
        try (VectorEnvironment environments =
                VectorEnvironment.of(options.rollouts().environments(), RedFetchGreen::new, seeds)) {
            use.of(new Ppo("rfg", options, environments, new Network(architecture(filters), DataType.FLOAT), seeds));
        }
    }

    private static Architecture architecture(int filters) {
        return new Architecture(3, 64, 64, List.of(new Convolution(filters, 8, 8)), List.of(8), 7, true);
    }

    private TrainingRun run(String name) {
        return new TrainingRun(folder.resolve(name), Duration.ofHours(1));
    }

    private static Progress interruptAt(long when) {
        return (done, total, message) -> {
            if (done == when) Thread.currentThread().interrupt();
        };
    }

    @Test
    void aRunStoppedAnywhereAndResumedEndsInTheSameBytes() throws IOException {
        with(OPTIONS, 1, 4, ppo -> run("whole").complete(ppo, false, Progress.NONE));
        for (int stop = 0; stop < ITERATIONS; stop++) {
            TrainingRun run = run("stopped" + stop);
            Progress interrupt = interruptAt(stop * 36L);
            with(
                    OPTIONS,
                    1,
                    4,
                    ppo -> assertThrows(CancellationException.class, () -> run.complete(ppo, false, interrupt)));
            with(OPTIONS, 1, 4, ppo -> run.complete(ppo, true, Progress.NONE));
            assertEquals(-1, Files.mismatch(run("whole").checkpoint(), run.checkpoint()), "stopped at " + stop);
            assertEquals(-1, Files.mismatch(run("whole").curve(), run.curve()));
        }
        assertEquals(ITERATIONS + 1, Files.readAllLines(run("whole").curve()).size());
    }

    /** A slow simulator's rollout takes minutes; whoever waits sees it go on. */
    @Test
    void theStepsWithinARolloutAreTold() throws IOException {
        List<String> told = new ArrayList<>();
        with(OPTIONS.withTotalSteps(50), 1, 4, ppo -> run("told").complete(ppo, false, (done, total, message) -> {
            if (done < 4 || done > 36 && done < 40) told.add(done + "/" + total + message.isEmpty());
        }));
        assertEquals(List.of("0/72true", "2/72true", "38/72false"), told);
    }

    /** In the middle of a rollout, when some environments have taken the step and the others have not. */
    @Test
    void aRunWhoseEnvironmentIsLostOrThatIsStoppedInARolloutEndsInTheSameBytes() throws IOException {
        with(OPTIONS, 1, 4, ppo -> run("whole").complete(ppo, false, Progress.NONE));
        Map<String, Runnable> faults = Map.of(
                "lost",
                () -> {
                    throw new ConnectionLostException("gone");
                },
                "stopped",
                Thread.currentThread()::interrupt);
        for (String name : faults.keySet())
            for (int step : new int[] {1, 17, 18, 25}) { // of 18 a rollout
                TrainingRun run = run(name + step);
                failing(step, faults.get(name), ppo -> {
                    var e = assertThrows(RuntimeException.class, () -> run.complete(ppo, false, Progress.NONE));
                    assertTrue(e.getMessage().endsWith("; saved in " + run.checkpoint() + ", go on with --resume"));
                });
                with(OPTIONS, 1, 4, ppo -> run.complete(ppo, true, Progress.NONE));
                assertEquals(-1, Files.mismatch(run("whole").checkpoint(), run.checkpoint()), name + " in " + step);
                assertEquals(-1, Files.mismatch(run("whole").curve(), run.curve()));
            }
    }

    /** The second environment has a fault in its step of that number, the first among them. */
    private static void failing(int step, Runnable fault, Use use) throws IOException {
        Seeds seeds = new Seeds(1);
        var both = List.of(new RedFetchGreen(), FaultyEnvironment.inStep(step, new RedFetchGreen(), fault));
        try (VectorEnvironment environments = new VectorEnvironment(both, seeds)) {
            use.of(new Ppo("rfg", OPTIONS, environments, new Network(architecture(4), DataType.FLOAT), seeds));
        }
    }

    @Test
    void threadsDoNotChangeABit() throws IOException {
        for (int threads : new int[] {1, 2}) {
            Seeds seeds = new Seeds(1);
            try (VectorEnvironment environments = VectorEnvironment.of(2, RedFetchGreen::new, seeds)) {
                Network network = new Network(architecture(4), DataType.FLOAT);
                Ppo ppo = new Ppo("rfg", OPTIONS, environments, network, seeds, threads);
                run("threads" + threads).complete(ppo, false, Progress.NONE);
            }
        }
        assertEquals(
                -1, Files.mismatch(run("threads1").checkpoint(), run("threads2").checkpoint()));
    }

    @Test
    void aCheckpointOfAnotherRunIsRefusedWithWhatDiffers() throws IOException {
        with(OPTIONS, 1, 4, ppo -> {
            ppo.iterate();
            Safetensors checkpoint = ppo.checkpoint();
            refused("Checkpoint: it is of another run: seed: 1 → 2", OPTIONS, 2, 4, checkpoint);
            refused(
                    "Checkpoint: it is of another run: options.totalSteps: 108 → 9",
                    OPTIONS.withTotalSteps(9),
                    1,
                    4,
                    checkpoint);
            refused(
                    "Checkpoint: it is of another run: options.annealed: true → false; options.learningRate: 0.001 → 0.5",
                    OPTIONS.with(Map.of("learningRate", "0.5", "annealed", "false")),
                    1,
                    4,
                    checkpoint);
            refused(
                    "train: the checkpoint is of another network: "
                            + ppo.network().architecture() + "; needed " + architecture(5)
                            + "; see --width and --kernel",
                    OPTIONS,
                    1,
                    5,
                    checkpoint);
        });
    }

    @Test
    void aDamagedCheckpointIsRefusedWhateverIsDamaged() throws IOException {
        with(OPTIONS, 1, 4, ppo -> {
            ppo.iterate();
            Safetensors checkpoint = ppo.checkpoint();
            with(OPTIONS, 1, 4, other -> DamagedCheckpoint.assertRefused(checkpoint, other::restore));
        });
    }

    @Test
    void aTrainingStartsFromAnotherPolicyAndSaysSo() throws IOException {
        with(OPTIONS, 1, 4, first -> {
            double reached = first.iterate().get("return");
            Path file = folder.resolve("first.safetensors");
            first.checkpoint().write(file);
            PolicyWeights trained = PolicyFile.read(file);
            String hash = SafeFiles.sha256(file);
            assertEquals(
                    Map.of("return", reached),
                    trained.provenance().orElseThrow().results());
            with(OPTIONS, 2, 4, ppo -> {
                ppo.startFrom(trained);
                assertEquals(
                        first.network().parameters().flat(),
                        ppo.network().parameters().flat());
                Safetensors checkpoint = ppo.checkpoint();
                assertEquals(
                        Map.of("start", hash),
                        PolicyFile.of(checkpoint, LoadOptions.defaults())
                                .provenance()
                                .orElseThrow()
                                .parentSha256());
                refused(
                        "Checkpoint: it is of another run: the file of its start, SHA-256 " + hash.substring(0, 12)
                                + "... → –",
                        OPTIONS,
                        2,
                        4,
                        checkpoint);
            });
            with(OPTIONS, 2, 5, wider -> {
                UserException e = assertThrows(UserException.class, () -> wider.startFrom(trained));
                assertEquals(
                        "train: the policy to start from is of another network: " + architecture(4) + "; needed "
                                + architecture(5) + "; see --width and --kernel",
                        e.getMessage());
            });
        });
    }

    /** Pays for the one action and takes for the other; four steps. */
    private static Environment paying(float size) {
        return new ToyEnvironment(4) {
            @Override
            public Step step(int action) {
                super.step(action);
                return new Step(action == 1 ? size : -size, ended(), false);
            }
        };
    }

    private static Network onePixel() {
        return new Network(new Architecture(1, 1, 1, List.of(), List.of(8), 2, true), DataType.FLOAT);
    }

    @Test
    void learningFromSignsSeesNoSizeOfRewards() throws IOException {
        PpoOptions signs = new PpoOptions(
                new Rollouts(8, 64),
                new Returns(0.99, 0.95, false, true),
                new Loss(0.2, 0.01, 0.5, true),
                new Updates(1, 1, 512, 0.5, 1e-3, true));
        List<INDArray> ends = new ArrayList<>();
        List<Double> returns = new ArrayList<>();
        for (float size : new float[] {1, 7}) {
            Seeds seeds = new Seeds(3);
            try (VectorEnvironment environments = VectorEnvironment.of(8, () -> paying(size), seeds)) {
                Ppo ppo = new Ppo("rfg", signs, environments, onePixel(), seeds);
                returns.add(ppo.iterate().get("return"));
                ends.add(ppo.network().parameters().flat());
            }
        }
        assertEquals(ends.get(0), ends.get(1));
        assertNotEquals(0, returns.get(0));
        assertEquals(7 * returns.get(0), returns.get(1), 1e-6);
    }

    /** Pays 1 a step, always shows the same, and ends, or is cut off, after some steps. */
    private static final class Alike extends ToyEnvironment {
        private final boolean terminates;

        Alike(int steps, boolean terminates) {
            super(steps);
            this.terminates = terminates;
        }

        @Override
        public Step step(int action) {
            super.step(action);
            return new Step(1, ended() && terminates, ended() && !terminates);
        }

        @Override
        public void observe(byte[] frame, int offset) {
            frame[offset] = -1;
        }
    }

    @Test
    void theValueOfAnEndlessTaskIsThatOfItsWholeFutureOnlyIfTimeLimitsAreBootstrapped() {
        double oneStep = 1;
        double fourSteps = 1 + 0.8 + 0.64 + 0.512;
        double ever = 1 / (1 - 0.8);
        assertEquals(ever, learntValue(true), 0.1);
        double counted = learntValue(false); // the mean over an episode's states, which look alike
        assertTrue(counted > oneStep && counted < fourSteps, "value " + counted);
    }

    private static double learntValue(boolean bootstrapped) {
        PpoOptions options = new PpoOptions(
                new Rollouts(2, 16),
                new Returns(0.8, 0.95, bootstrapped, false),
                new Loss(0.2, 0, 0.5, true),
                new Updates(4, 1, 6_400, 10, 1e-2, true));
        Seeds seeds = new Seeds(1);
        try (VectorEnvironment environments = VectorEnvironment.of(2, () -> new Alike(4, false), seeds)) {
            Network network = onePixel();
            Ppo ppo = new Ppo("rfg", options, environments, network, seeds);
            ppo.run(Progress.NONE);
            return network.forward(new byte[] {-1}, 0, 1).getDouble(0, 2);
        }
    }

    /** One step an episode, always the same picture and reward: every step has the advantage 1 − V. */
    @Test
    void advantagesThatAreAllAlikeTeachNothingOnlyIfTheyAreNormalised() {
        assertEquals(0, moved(true), 1e-5); // a mean is rounded
        assertTrue(moved(false) > 1e-3, "moved by " + moved(false));
    }

    /** How far one iteration moves the parameters, without entropy bonus and value loss. */
    private static double moved(boolean normalised) {
        PpoOptions options = new PpoOptions(
                new Rollouts(2, 16),
                new Returns(0.99, 0.95, false, false),
                new Loss(0.2, 0, 0, normalised),
                new Updates(1, 1, 32, 0.5, 1e-2, false));
        Seeds seeds = new Seeds(1);
        try (VectorEnvironment environments = VectorEnvironment.of(2, () -> new Alike(1, true), seeds)) {
            Ppo ppo = new Ppo("rfg", options, environments, onePixel(), seeds);
            INDArray start = ppo.network().parameters().flat().dup();
            ppo.run(Progress.NONE);
            return ppo.network().parameters().flat().distance2(start);
        }
    }

    @Test
    void aLossThatIsNotFiniteEndsTheTraining() throws IOException {
        with(OPTIONS.with(Map.of("learningRate", "1e30", "annealed", "false")), 1, 4, ppo -> {
            UserException e = assertThrows(UserException.class, ppo::iterate);
            assertEquals(
                    "train: the loss is not finite after 36 steps; a lower learning rate may help, the last checkpoint"
                            + " is from before",
                    e.getMessage());
        });
    }

    private static void refused(String message, PpoOptions options, long seed, int filters, Safetensors checkpoint)
            throws IOException {
        with(options, seed, filters, other -> {
            UserException e = assertThrows(UserException.class, () -> other.restore(checkpoint));
            assertEquals(message, e.getMessage());
        });
    }
}
