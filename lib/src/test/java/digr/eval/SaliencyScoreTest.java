package digr.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.Golden;
import digr.env.Regions;
import digr.env.Room;
import digr.env.Room.Colour;
import digr.env.Room.Item;
import digr.env.Room.Kind;
import digr.nn.NativeThreads;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import digr.saliency.VanillaGradient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SaliencyScoreTest {
    @BeforeAll
    static void smallBatchesWantOneThread() {
        NativeThreads.use(1);
    }

    private static final Room ROOM = new Room(
            List.of(
                    new Item(Kind.KEY, Colour.GREEN, 3, 2),
                    new Item(Kind.BALL, Colour.YELLOW, 1, 6),
                    new Item(Kind.KEY, Colour.BLUE, 6, 6)),
            4,
            5,
            1);

    @Test
    void regionsAreTilesToThePixel() {
        Regions regions = ROOM.regions();
        int important = 0;
        int unimportant = 0;
        for (int y = 0; y < 64; y++)
            for (int x = 0; x < 64; x++) {
                boolean green = x >= 24 && x < 32 && y >= 16 && y < 24;
                boolean agent = x >= 32 && x < 40 && y >= 40 && y < 48;
                assertEquals(green || agent, regions.important()[64 * y + x], x + ", " + y);
                if (regions.important()[64 * y + x]) important++;
                if (regions.unimportant()[64 * y + x]) unimportant++;
            }
        assertEquals(2 * 64, important);
        assertEquals((36 - 4) * 64, unimportant);
    }

    /** On empty tiles of the picture itself only the grid lines are drawn: the same 15 pixels of each. */
    @Test
    void unimportantTilesLookEmpty() {
        RoomStates states = RoomStates.seenBy(policy(), 5, new Seeds(1), "validation");
        for (int i = 0; i < states.size(); i++) {
            boolean[] empty = states.rooms().get(i).regions().unimportant();
            for (int p = 0; p < empty.length; p++) {
                boolean line = p % 8 == 0 || p / 64 % 8 == 0;
                int red = states.frames()[i * 3 * 4096 + p] & 255;
                int green = states.frames()[(i * 3 + 1) * 4096 + p] & 255;
                if (empty[p] && !line) assertEquals(0, red + green, "state " + i + ", pixel " + p);
                if (empty[p] && line) assertEquals(red, green);
            }
        }
    }

    @Test
    void scoresAMapByHand() {
        float[] map = new float[64 * 64];
        map[64 * 16 + 24] = 1; // the green object's first pixel
        map[64 * 47 + 39] = 0.25f; // the agent's last
        map[64 * 48 + 39] = 0.5f; // empty, one row below it
        map[0] = 1; // wall
        map[64 * 55 + 15] = 1; // the yellow ball's tile
        SaliencyScore score = SaliencyScore.of(map(map), ROOM.regions());
        assertEquals(1.25, score.important());
        assertEquals(0.5, score.unimportant());
        // 128 x 2048 pairs: 1 beats all; 0.25 all but one; 126 zeros lose one and tie with the rest
        assertEquals((2048 + 2047 + 126 * 2047 / 2.0) / (128 * 2048), score.auc(), 1e-15);
        assertEquals(0.5, SaliencyScore.of(map(new float[4096]), ROOM.regions()).auc());
    }

    /** One of 128 important pixels is bright, the others are dimmer than a picture's darkest gray. */
    @Test
    void whatAPictureDoesNotShowDoesNotCountInEightBits() {
        float[] map = new float[64 * 64];
        boolean[] important = ROOM.regions().important();
        for (int p = 0; p < map.length; p++) map[p] = important[p] ? 0.0019f : 0;
        map[64 * 16 + 24] = 1;
        SaliencyScore score = SaliencyScore.of(map(map), ROOM.regions());
        assertEquals(1, score.auc());
        assertEquals((1 + 127 / 2.0) / 128, score.aucIn8Bits(), 1e-15);
    }

    @Test
    void meansAreOverStates() {
        SaliencyMethod greenOfTheFirst = (policy, states) -> {
            INDArray attributions = Nd4j.zeros(DataType.FLOAT, states.size(0), 1, 64, 64);
            attributions.putScalar(new int[] {0, 0, 16, 24}, -3);
            return attributions;
        };
        RoomStates twice = new RoomStates(List.of(ROOM, ROOM));
        SaliencyScores scores = SaliencyScores.of(greenOfTheFirst, policy(), twice, new Seeds(1));
        assertEquals(0.5, scores.important().estimate());
        assertEquals(0, scores.unimportant().estimate());
        assertEquals((1 / 128.0 + 127 / 128.0 / 2 + 0.5) / 2, scores.auc().estimate(), 1e-15);
        assertEquals("important saliency", scores.table().get(0, 0));
        assertEquals(0.5, scores.table().row(0).getDouble("estimate"));
    }

    @Test
    void explainsInPartsWithoutChangingAnything() {
        RoomStates states = new RoomStates(Collections.nCopies(300, ROOM));
        List<SaliencyScore> scores = SaliencyScores.of(new VanillaGradient(), policy(), states, new Seeds(1))
                .scores();
        assertEquals(300, scores.size());
        for (SaliencyScore score : scores) assertEquals(scores.get(0).auc(), score.auc(), 1e-3);
    }

    @Test
    void validationStatesAreNeverThoseOfTheEvaluation() {
        Policy policy = policy();
        RoomStates validation = RoomStates.seenBy(policy, 15, new Seeds(4), "validation");
        assertEquals(
                validation.rooms(),
                RoomStates.seenBy(policy, 15, new Seeds(4), "validation").rooms());
        RoomStates evaluation = RoomStates.seenBy(policy, 15, new Seeds(4), "evaluation");
        var both = new ArrayList<>(validation.rooms());
        both.addAll(evaluation.rooms());
        assertEquals(30, new HashSet<>(both).size());
        assertNotEquals(validation.rooms(), evaluation.rooms());
        assertEquals(15 * 3 * 4096, validation.frames().length);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> SaliencyScore.of(new SaliencyMap(new float[100], 10, 10, 1), ROOM.regions()));
        Room without = new Room(ROOM.items().subList(1, 3), 4, 5, 1);
        assertThrows(IllegalArgumentException.class, without::regions);
        assertArrayEquals(new float[] {7}, Regions.pick(new float[] {5, 7}, new boolean[] {false, true}));
    }

    private static Policy policy() {
        return new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));
    }

    private static SaliencyMap map(float[] values) {
        return new SaliencyMap(values, 64, 64, 1);
    }
}
