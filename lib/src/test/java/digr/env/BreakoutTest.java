package digr.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import digr.env.Breakout.Options;
import digr.run.Seeds;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class BreakoutTest {
    private static final int PICTURE = 84 * 84;

    /** Skips the test, saying why, where there is no ROM. */
    static Path romOrSkip() {
        try {
            return BreakoutRom.find();
        } catch (UserException e) {
            throw new TestAbortedException(e.getMessage());
        }
    }

    private static Breakout breakout(Options options) {
        return new Breakout(romOrSkip(), options);
    }

    /** Every picture by its checksum: not one pixel of 1982 differs. */
    @Test
    void playsTheRecordedGamesBitForBit() throws IOException {
        int pictures = 0;
        try (var breakout = breakout(new Options(2, 0, 0, false))) {
            for (JsonNode episode : GoldenFiles.episodes("breakout")) {
                breakout.reset(1);
                assertEquals(episode.get("crc32").get(0).asLong(), newest(breakout));
                pictures++;
                double total = 0;
                for (int t = 0; t < episode.get("actions").size(); t++, pictures++) {
                    String at = "picture " + pictures + ", step " + t;
                    Step step = breakout.step(episode.get("actions").get(t).asInt());
                    assertEquals(episode.get("rewards").get(t).asDouble(), step.reward(), at);
                    assertEquals(episode.get("lives").get(t).asInt(), breakout.lives(), at);
                    assertEquals(episode.get("done").get(t).asBoolean(), step.terminated(), at);
                    assertEquals(episode.get("done").get(t).asBoolean(), breakout.ended(), at);
                    assertEquals(episode.get("crc32").get(t + 1).asLong(), newest(breakout), at);
                    total += step.reward();
                }
                assertEquals(episode.get("return").asDouble(), total);
            }
        }
        assertEquals(478 + 1036 + 465 + 3, pictures);
    }

    private static long newest(Breakout breakout) {
        byte[] frame = observe(breakout);
        var crc = new CRC32();
        crc.update(frame, frame.length - PICTURE, PICTURE);
        return crc.getValue();
    }

    private static byte[] observe(Breakout breakout) {
        byte[] frame = new byte[breakout.observationShape()[0] * PICTURE];
        breakout.observe(frame, 0);
        return frame;
    }

    @Test
    void theStackMovesUpByOnePictureAStep() {
        try (var breakout = breakout(new Options(3, 0, 0, false))) {
            breakout.reset(1);
            byte[] last = observe(breakout);
            assertTrue(Arrays.equals(last, 0, PICTURE, last, PICTURE, 2 * PICTURE));
            assertTrue(Arrays.equals(last, 0, PICTURE, last, 2 * PICTURE, 3 * PICTURE));
            for (int t = 0; t < 20; t++) {
                breakout.step(t % 2 == 0 ? 2 : 3);
                byte[] now = observe(breakout);
                assertTrue(Arrays.equals(last, PICTURE, 3 * PICTURE, now, 0, 2 * PICTURE));
                last = now;
            }
            assertFalse(Arrays.equals(last, PICTURE, 2 * PICTURE, last, 2 * PICTURE, 3 * PICTURE));
        }
    }

    @Test
    void aLostLifeIsTerminalForTheLearnerWhileTheGameGoesOn() {
        try (var learner = breakout(new Options(2, 0, 0, true));
                var player = breakout(new Options(2, 0, 0, false))) {
            learner.reset(1);
            player.reset(1);
            int terminals = 0;
            while (!player.ended()) {
                int lives = player.lives();
                Step played = player.step(1);
                Step learnt = learner.step(1);
                assertEquals(player.lives() < lives, learnt.terminated());
                assertEquals(player.ended(), played.terminated());
                assertEquals(player.ended(), learner.ended());
                assertEquals(played.reward(), learnt.reward());
                if (learnt.terminated()) terminals++;
            }
            assertEquals(5, terminals);
            assertEquals("lost all lives", player.outcome());
        }
    }

    @Test
    void paddleAndBallAreWhereTheScreenShowsThem() {
        Path rom = romOrSkip();
        var random = new Seeds(2).stream("actions");
        int balls = 0;
        try (var game = new Breakout(rom, new Options(1, 0, 0, false))) {
            byte[] picture = new byte[84 * 84];
            game.reset(1);
            for (int step = 0; step < 600 && !game.ended(); step++) {
                game.step(step % 10 == 0 ? 1 : random.nextInt(4));
                game.observe(picture, 0);
                boolean[] marked = new boolean[84 * 84];
                for (ScreenBox box : game.objects()) {
                    box.mark(marked, 84);
                    if (box.height() == 4 && box.width() == 2) balls++;
                }
                for (int row = 38; row < 78; row++) // from below the bricks to the paddle
                for (int column = 5; column < 79; column++) {
                        int at = row * 84 + column;
                        assertEquals(picture[at] != 0, marked[at], "step " + step + ", " + row + ", " + column);
                    }
            }
        }
        assertTrue(balls > 100, balls + " balls");
    }

    @Test
    void theRunnerCountsWholeGames() {
        var seeds = new Seeds(6);
        Path rom = romOrSkip();
        try (var vector = VectorEnvironment.of(2, () -> new Breakout(rom, Options.training()), seeds)) {
            var random = seeds.stream("actions");
            double[] totals = new double[2];
            int[] terminals = new int[2];
            var expected = new ArrayList<Double>();
            var finished = new ArrayList<FinishedEpisode>();
            while (finished.size() < 3) {
                vector.step(random.ints(2, 0, 4).toArray());
                for (int i = 0; i < 2; i++) {
                    totals[i] += vector.rewards()[i];
                    if (!vector.terminated()[i] || ++terminals[i] < 5) continue;
                    expected.add(totals[i]);
                    totals[i] = 0;
                    terminals[i] = 0;
                }
                finished.addAll(vector.drainFinished());
            }
            assertEquals(expected, finished.stream().map(FinishedEpisode::total).toList());
        }
    }

    @Test
    void manyConsolesOnManyThreadsPlayAsOneAlone() {
        Path rom = romOrSkip();
        try (var one = new VectorEnvironment(consoles(rom, 4), new Seeds(2), 1);
                var four = new VectorEnvironment(consoles(rom, 4), new Seeds(2), 4)) {
            var random = new Seeds(2).stream("actions");
            for (int t = 0; t < 300; t++) {
                int[] actions = random.ints(4, 0, 4).toArray();
                one.step(actions);
                four.step(actions);
                assertTrue(Arrays.equals(one.frames(), four.frames()), "step " + t);
            }
            assertEquals(one.drainFinished(), four.drainFinished());
        }
    }

    private static List<Breakout> consoles(Path rom, int count) {
        return Stream.generate(() -> new Breakout(rom, Options.training()))
                .limit(count)
                .toList();
    }

    @Test
    void theStateOfAnotherStackIsRefused() {
        try (var two = breakout(new Options(2, 0, 0, false));
                var four = breakout(new Options(4, 0, 0, false))) {
            two.reset(1);
            byte[] state = two.saveState();
            var e = assertThrows(UserException.class, () -> four.restoreState(state));
            assertTrue(e.getMessage().contains("a block has 28224 bytes, got 14112"), e.getMessage());
        }
    }

    @Test
    void aDamagedStateIsRefusedWhereverABitFlips() {
        try (var breakout = breakout(Options.evaluation())) {
            breakout.reset(1);
            byte[] state = breakout.saveState();
            for (int i = 0; i < state.length; i += 97) {
                byte[] damaged = state.clone();
                damaged[i] ^= 4;
                assertThrows(UserException.class, () -> breakout.restoreState(damaged));
            }
        }
    }

    @Test
    void aClosedEmulatorIsSaid() {
        var breakout = breakout(Options.evaluation());
        breakout.reset(1);
        breakout.close();
        breakout.close();
        for (Runnable use : List.<Runnable>of(
                () -> breakout.reset(1),
                () -> breakout.step(0),
                breakout::saveState,
                breakout::lives,
                breakout::ended)) {
            var e = assertThrows(IllegalStateException.class, use::run);
            assertEquals("Breakout: the emulator is closed; make a new one", e.getMessage());
        }
    }

    @Test
    void optionsThatMeanNothingAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Options(0, 30, 0, false));
        assertThrows(IllegalArgumentException.class, () -> new Options(2, -1, 0, false));
        assertThrows(IllegalArgumentException.class, () -> new Options(2, 30, Double.NaN, false));
    }

    @Test
    void aMissingOrOtherRomIsSaidWithWhatToDo(@TempDir Path project) throws IOException {
        assertRefused(Map.of(), project, "no ROM at roms/breakout.bin, nor in ale-py in .venv");
        var variable = Map.of(BreakoutRom.VARIABLE, project.resolve("game.bin").toString());
        assertRefused(variable, project, "game.bin");
        assertRefused(Map.of(BreakoutRom.VARIABLE, project.toString()), project, "is a folder");
        Files.writeString(project.resolve("game.bin"), "tetris");
        assertRefused(variable, project, "has f76e534251c8595a9746fde225f9289b; ale-py carries the right one");
        Files.createDirectories(project.resolve("roms"));
        Files.writeString(project.resolve("roms/breakout.bin"), "");
        assertRefused(Map.of(), project, "breakout.bin has d41d8cd98f00b204e9800998ecf8427e");
    }

    private static void assertRefused(Map<String, String> variables, Path project, String why) {
        var e = assertThrows(UserException.class, () -> BreakoutRom.find(variables, project));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void theRomOfAlePyIsFoundInTheProject(@TempDir Path project) throws IOException {
        Path rom = romOrSkip();
        Path roms = project.resolve(".venv/lib/python3.11/site-packages/ale_py/roms");
        Files.createDirectories(roms);
        Files.copy(rom, roms.resolve("breakout.bin"));
        assertEquals(roms.resolve("breakout.bin"), BreakoutRom.find(Map.of(), project));
    }
}
