package digr.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.ToyEnvironment;
import digr.env.RedFetchGreen;
import digr.env.Room;
import digr.env.Step;
import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.saliency.GaussianBlur;
import digr.saliency.SaliencyMethod;
import digr.saliency.VanillaGradient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

@Timeout(120)
class LiveGameTest {
    private final LivePage page = new LivePage();
    private final RedFetchGreen room = new RedFetchGreen();
    private final Policy policy = new Policy(new Network(Architecture.small(3, 64, 64, 7), DataType.FLOAT));

    private void openRoom() throws InterruptedException {
        room.reset(31);
        new LiveGame(room, policy, new VanillaGradient()).open(new Widgets(page));
        page.await(m -> m.get("mapped") != null);
    }

    private static byte[] picture(Room room) {
        byte[] chw = RedFetchGreen.picture(room);
        byte[] rgb = new byte[chw.length];
        for (int i = 0; i < rgb.length; i++) rgb[i] = chw[i % 3 * chw.length / 3 + i / 3];
        return rgb;
    }

    @Test
    void anActTurnsTheAgent() throws InterruptedException {
        openRoom();
        Room before = room.room();
        page.tell("do", "act", "action", RedFetchGreen.LEFT);
        page.await(m -> !Arrays.equals(picture(before), (byte[]) m.get("frame")));
        assertEquals((before.direction() + 3) % 4, room.room().direction());
    }

    @Test
    void whatIsDraggedMovesAndTheMapFollows() throws InterruptedException {
        openRoom();
        Room before = room.room();
        Room.Item green = before.items().get(0);
        int[] free = free(before);
        page.tell("do", "move", "from", List.of(green.x(), green.y()), "to", List.of(free[0], free[1]));
        Room after = before.moved(green.x(), green.y(), free[0], free[1]);
        page.await(m -> Arrays.equals(picture(after), (byte[]) m.get("frame")));
        page.await(m -> m.get("mapped").equals("2 on 2"));
        assertTrue(page.await(m -> true).get("things").toString().contains(", " + free[0] + ", " + free[1] + "]"));
    }

    private static int[] free(Room room) {
        for (int cell = 0; ; cell++) {
            int x = 1 + cell % 6;
            int y = 1 + cell / 6;
            if (room.itemAt(x, y).isEmpty() && (x != room.agentX() || y != room.agentY())) return new int[] {x, y};
        }
    }

    @Test
    void aCellThatIsTakenIsRefusedInOneLine() throws InterruptedException {
        openRoom();
        Room before = room.room();
        Room.Item green = before.items().get(0);
        page.tell("do", "move", "from", List.of(green.x(), green.y()), "to", List.of(before.agentX(), before.agentY()));
        String wrong = (String) page.await(m -> !m.get("wrong").equals("")).get("wrong");
        assertTrue(wrong.startsWith("Room: agent and item share the cell of "), wrong);
        assertEquals(before, room.room());
    }

    @Test
    void thePolicyPlaysUntilItIsPaused() throws InterruptedException {
        openRoom();
        page.tell("do", "player", "policy", true);
        page.tell("do", "speed", "perSecond", 20);
        page.tell("do", "play", "on", true);
        page.await(m -> ((Number) m.get("drawn")).intValue() > 5);
        page.tell("do", "play", "on", false);
        page.await(m -> m.get("playing").equals(false));
        Thread.sleep(200);
        Object drawn = page.await(m -> true).get("drawn");
        Thread.sleep(200);
        assertEquals(drawn, page.await(m -> true).get("drawn"));
    }

    /** A map that takes ten steps of the clock is of a picture that is past. */
    @Test
    void driveGoesOnWhileAMapIsComputedAndTheMapSaysHowLateItIs() throws InterruptedException {
        SaliencyMethod slow = new SaliencyMethod() {
            @Override
            public INDArray attributions(Policy of, INDArray states) {
                try {
                    Thread.sleep(500);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return new VanillaGradient().attributions(of, states);
            }
        };
        Policy driver = new Policy(new Network(Architecture.small(3, 128, 128, 3), DataType.FLOAT));
        new LiveGame(new Highway(HighwayOptions.defaults()), driver, slow).open(new Widgets(page));
        Map<String, Object> first = page.await(m -> m.get("mapped") != null);
        page.tell("do", "play", "on", true);
        Map<String, Object> late = page.await(m -> ((Number) m.get("late")).intValue() > 2);
        assertTrue(
                late.get("mapCaption")
                        .toString()
                        .matches(
                                "Method 1 of the picture from \\d\\.\\d\\d s ago; it took (\\d{3}\\.\\d ms|\\d+\\.\\d s)"),
                late.get("mapCaption").toString());
        assertFalse(Arrays.equals((byte[]) first.get("frame"), (byte[]) late.get("frame")), "the road moves");
        page.close();
    }

    /** Until the first map of the chosen method is done that of the last one is on the screen; late are steps, not words. */
    @Test
    void aMapIsCalledByTheMethodThatMadeIt() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        SaliencyMethod waiting = new SaliencyMethod() {
            @Override
            public INDArray attributions(Policy of, INDArray states) {
                try {
                    done.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return new VanillaGradient().attributions(of, states);
            }
        };
        room.reset(31);
        new LiveGame(room, policy, new VanillaGradient()).or(waiting).open(new Widgets(page));
        page.await(m -> String.valueOf(m.get("mapCaption")).startsWith("Vanilla gradient of this picture; it took "));
        page.tell("do", "method", "method", 1);
        page.await(m -> m.get("drawn").equals(2L)
                && String.valueOf(m.get("mapCaption")).startsWith("Vanilla gradient of this picture"));
        page.tell("do", "act", "action", RedFetchGreen.LEFT);
        page.await(
                m -> String.valueOf(m.get("mapCaption")).startsWith("Vanilla gradient of the picture from a step ago"));
        page.tell("do", "act", "action", RedFetchGreen.LEFT);
        page.await(m ->
                String.valueOf(m.get("mapCaption")).startsWith("Vanilla gradient of the picture from 2 steps ago"));
        done.countDown();
        page.await(m -> String.valueOf(m.get("mapCaption")).startsWith("Method 2 of this picture"));
    }

    @Test
    void aGameThatAnotherCellShowsIsPlayedThere() throws InterruptedException {
        room.reset(31);
        LiveGame game = new LiveGame(room, policy, new VanillaGradient());
        game.open(new Widgets(page));
        page.await(m -> m.get("mapped") != null);
        page.tell("do", "play", "on", true);
        page.await(m -> m.get("playing").equals(true));
        LivePage below = new LivePage();
        game.open(new Widgets(below));
        assertEquals(
                "Another cell shows this game now; to have it here, run this cell again.",
                page.await(m -> m.get("playing").equals(false)).get("wrong"));
        page.await(m -> Boolean.TRUE.equals(m.get("over")));
        assertEquals(1L, below.await(m -> m.get("mapped") != null).get("drawn"));
        Room before = room.room();
        page.tell("do", "act", "action", RedFetchGreen.LEFT);
        below.tell("do", "act", "action", RedFetchGreen.LEFT);
        below.await(m -> m.get("drawn").equals(2L));
        assertEquals((before.direction() + 3) % 4, room.room().direction(), "one of the two turned it");
    }

    @Test
    void aGameWhoseCellRunsAgainGoesOn() throws InterruptedException {
        room.reset(31);
        LiveGame game = new LiveGame(room, policy, new VanillaGradient());
        game.open(new Widgets(page));
        page.awaitDrawn();
        LivePage again = new LivePage(page);
        game.open(new Widgets(again));
        again.awaitDrawn();
        Room before = room.room();
        again.tell("do", "act", "action", RedFetchGreen.RIGHT);
        again.await(m -> m.get("drawn").equals(2L));
        assertEquals((before.direction() + 1) % 4, room.room().direction());
    }

    @Test
    void twoOfOneMethodAreTwoInTheMenu() throws InterruptedException {
        room.reset(31);
        new LiveGame(room, policy, new GaussianBlur(4)).or(new GaussianBlur(8)).open(new Widgets(page));
        assertEquals(
                List.of("Gaussian blur", new GaussianBlur(8).toString()),
                page.awaitDrawn().get("methods"));
    }

    /** Java's own names of them are for no reader. */
    @Test
    void aLambdaIsCalledByItsNumberOrByANameOfYourOwn() throws InterruptedException {
        SaliencyMethod lambda = (of, states) -> new VanillaGradient().attributions(of, states);
        room.reset(31);
        new LiveGame(room, policy, new VanillaGradient())
                .or(lambda)
                .or("mine", lambda)
                .open(new Widgets(page));
        assertEquals(
                List.of("Vanilla gradient", "Method 2", "mine"),
                page.awaitDrawn().get("methods"));
    }

    @Test
    void aMethodThatThrowsLeavesNoMapOfAnother() throws InterruptedException {
        SaliencyMethod broken = (of, states) -> {
            throw new IllegalStateException("my method fails");
        };
        room.reset(31);
        new LiveGame(room, policy, new VanillaGradient()).or(broken).open(new Widgets(page));
        page.await(m -> m.get("mapped") != null);
        page.tell("do", "method", "method", 1);
        Map<String, Object> model = page.await(m -> m.get("wrong").equals("my method fails"));
        assertEquals(0, ((byte[]) model.get("map")).length);
        assertEquals("", model.get("mapCaption"));
        page.tell("do", "method", "method", 0);
        page.await(m -> String.valueOf(m.get("mapCaption")).startsWith("Vanilla gradient of this picture"));
        assertEquals("", page.await(m -> true).get("wrong"));
    }

    /** While the kernel runs a cell it hears nothing, and a view whose pictures go on has to tell that from an answer. */
    @Test
    void saysWhichMessageWasHeard() throws InterruptedException {
        openRoom();
        page.tell("do", "speed", "perSecond", 5, "asked", 7);
        page.await(m -> Integer.valueOf(7).equals(m.get("heard")));
    }

    @Test
    void aPolicyOfAnotherShapeIsOneLineAndTheGameIsPlayedWithoutAMap() throws InterruptedException {
        Policy other = new Policy(new Network(Architecture.small(3, 84, 84, 7), DataType.FLOAT));
        room.reset(31);
        new LiveGame(room, other, new VanillaGradient()).open(new Widgets(page));
        String wrong = (String) page.awaitDrawn().get("wrong");
        assertTrue(
                wrong.startsWith("LiveGame: the policy must see [3, 64, 64] and have 7 actions, it sees [3, 84, 84]"),
                wrong);
        Room before = room.room();
        page.tell("do", "act", "action", RedFetchGreen.RIGHT);
        page.await(m -> m.get("drawn").equals(2L));
        assertEquals((before.direction() + 1) % 4, room.room().direction());
    }

    @Test
    void anEnvironmentThatThrowsIsOneLineAndTheNextMoveIsObeyed() throws InterruptedException {
        ToyEnvironment broken = new ToyEnvironment(9) {
            @Override
            public Step step(int action) {
                if (action == 1) throw new IllegalStateException("the simulator\nis gone");
                return super.step(action);
            }
        };
        Policy none = new Policy(new Network(Architecture.small(3, 64, 64, 2), DataType.FLOAT));
        new LiveGame(broken, none, new VanillaGradient()).open(new Widgets(page));
        page.awaitDrawn();
        page.tell("do", "act", "action", 1);
        page.await(m -> m.get("wrong").equals("the simulator is gone"));
        page.tell("do", "act", "action", 0);
        page.await(m -> m.get("drawn").equals(2L));
    }

    @Test
    void aViewThatClosesWhilePlayingPlaysNoMore() throws InterruptedException {
        openRoom();
        page.tell("do", "player", "policy", true);
        page.tell("do", "play", "on", true);
        page.await(m -> ((Number) m.get("drawn")).intValue() > 2);
        page.close();
        Thread.sleep(300);
        byte[] state = room.saveState();
        Thread.sleep(600);
        assertArrayEquals(state, room.saveState());
    }

    @Test
    void withoutAKernelAnExplorerOfThePoliciesPlayStandsThere() {
        room.reset(31);
        byte[] before = room.saveState();
        String html = Fallback.html(LiveGameFallback.html(room, policy, room.controls()));
        assertArrayEquals(before, room.saveState());
        assertTrue(html.startsWith("<div id=\"digr-"), html.substring(0, 40));
        assertTrue(html.contains("state 1 of ") && html.contains("anywidget and jupyterlab_widgets"));
        Policy other = new Policy(new Network(Architecture.small(3, 84, 84, 7), DataType.FLOAT));
        assertTrue(LiveGameFallback.html(room, other, room.controls()).startsWith("<p>LiveGame: the policy must see "));
    }

    /** Three of seven actions change nothing, and this policy takes all alike. */
    @Test
    void momentsOfPlayLookDifferentFromEachOther() {
        int all = 0;
        for (int start = 0; start < 10; start++) {
            room.reset(start);
            List<INDArray> moments = LiveGameFallback.moments(room, policy, 1);
            for (int i = 1; i < moments.size(); i++)
                assertFalse(moments.get(i).equals(moments.get(i - 1)), "moment " + i + " is the one before");
            all += moments.size();
        }
        assertTrue(all > 50, "only " + all + " in ten games");
    }
}
