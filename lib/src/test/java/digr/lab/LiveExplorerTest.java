package digr.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.ToyEnvironment;
import digr.env.RedFetchGreen;
import digr.nn.Architecture;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LiveExplorerTest {
    private static final int PIXELS = 64 * 64;
    private static final String[] NAMES = {"a", "b", "c", "d", "e", "f", "g"};

    private final Policy policy = random();
    private final INDArray states = Nd4j.rand(DataType.FLOAT, 2, 3, 64, 64);
    private final LiveExplorer explorer = new LiveExplorer(Map.of("mine", policy), states, NAMES);

    private static Policy random() {
        Network network = new Network(Architecture.small(3, 64, 64, 7), DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(2).stream("weights"));
        return new Policy(network);
    }

    private static Map<String, ?> choice(Object... pairs) {
        Map<String, Object> choice = new HashMap<>(
                Map.of("policy", 0, "method", 0, "attack", 0, "state", 1, "eps", 8, "radius", 5, "threshold", 0));
        for (int i = 0; i < pairs.length; i += 2) choice.put((String) pairs[i], pairs[i + 1]);
        return Map.of("choice", choice);
    }

    private byte[] bytes(String what, Object... pairs) {
        return (byte[]) explorer.answer(choice(pairs)).get(what);
    }

    @Test
    void showsTheStateThatTheSliderNames() {
        byte[] first = bytes("frame", "state", 1);
        byte[] second = bytes("frame", "state", 2.0);
        assertEquals(3 * PIXELS, first.length);
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(255 * states.getDouble(0, channel, 0, 1), first[3 + channel] & 255, 1);
            assertEquals(255 * states.getDouble(1, channel, 0, 1), second[3 + channel] & 255, 1);
        }
    }

    @Test
    void probabilitiesAreThePolicysOwn() {
        double[] shown = (double[]) explorer.answer(choice("state", 2)).get("probabilities");
        assertArrayEquals(policy.probabilities(states)[1], shown, 1e-6);
    }

    /** Two cells may show it; a policy, and an environment, are for one thread. */
    @Test
    void computesOneAnswerAfterTheOther() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ToyEnvironment slow = new ToyEnvironment(9) {
            @Override
            public int[] observationShape() {
                return new int[] {3, 64, 64};
            }

            @Override
            public int actions() {
                return NAMES.length;
            }

            @Override
            public void observe(byte[] frame, int offset) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                LockSupport.parkNanos(50_000_000);
                inside.decrementAndGet();
            }
        };
        LiveExplorer shared = new LiveExplorer(Map.of("mine", policy), slow, NAMES);
        List<Thread> views = IntStream.range(0, 3)
                .mapToObj(i -> new Thread(() -> shared.answer(choice("seed", 1))))
                .toList();
        views.forEach(Thread::start);
        for (Thread view : views) view.join();
        assertEquals(1, most.get());
    }

    /** FGSM of 16/255 moves every value by 16 levels, or to the end of the range. */
    @Test
    void anAttackMovesTheStateByEps() {
        byte[] clean = bytes("frame");
        byte[] moved = bytes("frame", "attack", 1, "eps", 16);
        int most = 0;
        for (int i = 0; i < clean.length; i++) most = Math.max(most, Math.abs((clean[i] & 255) - (moved[i] & 255)));
        assertEquals(16, most, 1);
    }

    @Test
    void aHighThresholdLeavesLittleOfTheMap() {
        assertFalse(Arrays.equals(bytes("map"), bytes("map", "threshold", 0.95)));
    }

    @Test
    void ofAnEnvironmentItShowsTheStartOfASeed() {
        LiveExplorer starts = new LiveExplorer(Map.of("mine", policy), new RedFetchGreen(), NAMES);
        RedFetchGreen room = new RedFetchGreen();
        room.reset(5);
        byte[] expected = LivePictures.rgb(LivePictures.newest(LiveGame.state("test", room, policy)));
        assertArrayEquals(expected, (byte[]) starts.answer(choice("seed", 5)).get("frame"));
        assertEquals("LiveExplorer[1000 seeds, policies mine]", starts.toString());
    }

    @Test
    void aMoveOfTheSliderIsAnsweredInOneMessage() throws InterruptedException {
        LivePage page = new LivePage();
        explorer.open(new Widgets(page));
        page.awaitDrawn();
        int before = page.sent().size();
        page.change(choice("state", 2));
        page.await(m -> m.get("caption").toString().startsWith("state 2, attack none, this map took "));
        assertEquals(before + 1, page.sent().size());
        assertEquals(
                List.of(List.of("frame"), List.of("map")),
                page.sent().get(before).get("buffer_paths"));
    }

    @Test
    void aPolicyOfAnotherShapeIsOneLineAndTheOtherStillAnswers() throws InterruptedException {
        Map<String, Policy> both = new LinkedHashMap<>(Map.of("mine", policy));
        both.put("other", new Policy(new Network(Architecture.small(3, 84, 84, 7), DataType.FLOAT)));
        LiveExplorer mixed = new LiveExplorer(both, states, NAMES);
        LivePage page = new LivePage();
        mixed.open(new Widgets(page));
        page.awaitDrawn();
        page.change(choice("policy", 1));
        Map<String, Object> model = page.await(m -> !m.get("wrong").equals(""));
        assertEquals(
                "LiveExplorer: the policy \"other\" must see [3, 64, 64], it sees [3, 84, 84]; is it of another task?",
                model.get("wrong"));
        assertEquals(0, ((byte[]) model.get("map")).length, "the other policy's map would look like this one's");
        assertEquals("", model.get("caption"));
        page.change(choice("state", 2));
        page.await(m -> m.get("wrong").equals("") && m.get("caption").toString().startsWith("state 2, "));
    }

    @Test
    void namesThatAreNotAsManyAsActionsAreToldBeforeAnythingIsDrawn() throws InterruptedException {
        LivePage page = new LivePage();
        new LiveExplorer(Map.of("mine", policy), states, "a", "b").open(new Widgets(page));
        Map<String, Object> model = page.await(m -> !m.get("wrong").equals(""));
        assertEquals(
                "LiveExplorer: the policy \"mine\" has 7 actions, got 2 names for them, [a, b]", model.get("wrong"));
        assertEquals(0, ((byte[]) model.get("frame")).length);
    }

    @Test
    void aClosedViewTakesNoMoreMoves() throws InterruptedException {
        LivePage page = new LivePage();
        explorer.open(new Widgets(page));
        page.awaitDrawn();
        page.close();
        page.change(choice("state", 2));
        Thread.sleep(200);
        assertTrue(page.await(m -> true).get("caption").toString().startsWith("state 1, "));
    }

    @Test
    void needsAPolicy() {
        UserException e = assertThrows(UserException.class, () -> new LiveExplorer(Map.of(), states, "a"));
        assertEquals("LiveExplorer: needed at least one policy, got none", e.getMessage());
    }
}
