package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.gymnasium.GymnasiumOptions;
import digr.env.gymnasium.Wrap;
import digr.paper.PaperTasks;
import digr.task.Task;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments of Gymnasium as tasks of the command line; no Python is needed. */
class GymnasiumTaskTest {
    @Test
    void pongIsLearntAsCleanRlDoesAndItsStudentsAsBreakouts() {
        Task pong = GymnasiumTask.of("ALE/Pong-v5", Wrap.ATARI, Map.of());
        assertEquals("gymnasium-ale-pong-v5", pong.name());
        assertEquals("gymnasium-ale-pong-v5, id=ALE/Pong-v5, wrap=atari", pong.description());
        assertEquals(
                "{environments=8, horizon=128, discount=0.99, gaeLambda=0.95, bootstrapped=false, rewardSigns=true, clip=0.1,"
                        + " entropyCoefficient=0.01, valueCoefficient=0.5, normalisedAdvantages=true, epochs=4, minibatches=4,"
                        + " totalSteps=10000000, maxGradientNorm=0.5, learningRate=2.5E-4, annealed=true}",
                pong.ppo().asText().toString());
        assertEquals(PaperTasks.BREAKOUT.digr(), pong.digr());
        assertEquals(5, pong.perturbationRadius());
        GymnasiumOptions judged = new GymnasiumOptions("ALE/Pong-v5", Wrap.ATARI, 84, 4, false, 60);
        assertEquals(judged, pong.environments().evaluation());
        assertEquals(judged.withLifeLossTerminates(true), pong.environments().training());
    }

    @Test
    void othersAreLearntAsRedFetchGreenFromTheirRewards() {
        Task fetch = GymnasiumTask.of("MiniGrid-Fetch-8x8-N3-v0", Wrap.MINIGRID, Map.of());
        assertEquals("gymnasium-minigrid-fetch-8x8-n3-v0", fetch.name());
        assertEquals(PaperTasks.RFG.ppo(), fetch.ppo());
        assertEquals(4, fetch.perturbationRadius());
        assertEquals(
                GymnasiumOptions.of("MiniGrid-Fetch-8x8-N3-v0", Wrap.MINIGRID),
                fetch.environments().training());
    }

    @Test
    void settingsChangeTheOptionsAndStandInTheDescription() {
        Task highway = GymnasiumTask.of("highway-v0", Wrap.RENDER, Map.of("size", "96", "stack", "2"));
        assertEquals(
                new GymnasiumOptions("highway-v0", Wrap.RENDER, 96, 2, false, 60),
                highway.environments().training());
        assertEquals(5, highway.perturbationRadius());
        assertEquals("gymnasium-highway-v0, id=highway-v0, size=96, stack=2, wrap=render", highway.description());
        assertThrows(
                IllegalArgumentException.class,
                () -> GymnasiumTask.of("highway-v0", Wrap.RENDER, Map.of("wrap", "atari")));
    }

    /** So a training that it ended goes on with a longer one. */
    @Test
    void aTimeoutIsNoPartOfTheTask() {
        Task patient = GymnasiumTask.of("highway-v0", Wrap.RENDER, Map.of("timeout", "120"));
        assertEquals(GymnasiumTask.of("highway-v0", Wrap.RENDER, Map.of()), patient);
        assertEquals("gymnasium-highway-v0, id=highway-v0, wrap=render", patient.description());
        assertEquals(
                GymnasiumOptions.of("highway-v0", Wrap.RENDER).withTimeout(120),
                patient.environments().training());
    }

    @Test
    void aStudentWithoutTeacherAndMasksIsToldWhatMakesThem() {
        var terminal = new Terminal();
        assertEquals(1, terminal.run("train", "digr", "--env", "gymnasium:a-v0"));
        assertEquals(
                "train digr: there are no policies of gymnasium-a-v0 in data/policies; give a --teacher of your own, by"
                        + " ./digr train ppo, and its --masks, by ./digr perturb",
                terminal.err().strip());
    }

    /** Nobody tells which pixels of an environment of Gymnasium matter. */
    @ParameterizedTest
    @ValueSource(strings = {"score", "time"})
    void whatNeedsRegionsSaysSoInOneLine(String command) {
        var terminal = new Terminal();
        assertEquals(1, terminal.run(command, "--env", "gymnasium:a-v0"));
        assertEquals(1, terminal.err().lines().count(), terminal.err());
        assertTrue(
                terminal.err().startsWith(command + ": needed states with the pixels that matter, got no file ")
                        && terminal.err()
                                .contains("gymnasium-a-v0.npz; ./digr states makes it, of environments that are"),
                terminal.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--env gymnasium:highway-v0 --task rfg | --env gymnasium:highway-v0 is a task of its own; leave out --task rfg",
                "--task rfg --wrap atari | --wrap goes with --env gymnasium:ID",
                "--seed 1 | Missing required option: '--task=TASK', or '--env gymnasium:ID' in its place",
                "--env gymnasium:a-v0,gymnasium:b-v0 | --env: needed one environment of Gymnasium, got [a-v0, b-v0]",
                "--env gymnasium:a-v0,size | --env: needed OPTION=VALUE, got size",
                "--env a-v0 | --env: an environment of Gymnasium is named gymnasium:ID; did you mean gymnasium:a-v0?",
                "--env gymnasium:a-v0,stack=2,stack=3 | --env: stack is there twice",
                "--env gymnasium:a-v0,size=0 | --env: Gymnasium: size must be 1 to 4096, got 0",
                "--env gymnasium:a-v0,colour=1 | --env: there is no option colour",
                "--env gymnasium:a-v0,id=b-v0 | --env: id is no setting; say gymnasium:ID and --wrap WRAP",
                "--env gymnasium:/v0 | --env: Gymnasium: needed an id such as ALE/Pong-v5, got '/v0'",
                "--env gymnasium:a-v0 --wrap box | must be one of [none, atari, minigrid, render], got box"
            })
    void wrongUsageIsToldInOneLine(String line, String why) {
        var terminal = new Terminal();
        String[] command = ("train ppo " + line).split(" ");
        assertEquals(2, terminal.run(command));
        String first = terminal.err().lines().findFirst().orElseThrow();
        assertTrue(first.contains(why), terminal.err());
    }
}
