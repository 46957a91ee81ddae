package digr.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.distill.AbsolutePenalty;
import digr.distill.DigrOptions;
import digr.distill.ExpertAnnotation;
import digr.distill.FillPenalty;
import digr.env.RedFetchGreen;
import digr.env.VectorEnvironment;
import digr.eval.RoomStates;
import digr.nn.Architecture;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.paper.PaperTasks;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.run.UserException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;

@Timeout(240)
class LiveTrainingTest {
    private static final DigrOptions OPTIONS =
            PaperTasks.RFG.digr().withUpdates(30).with(new DigrOptions.Data(2, 100, 4, 2));

    private final LivePage page = new LivePage();
    private final Policy teacher = random();
    private final LiveTraining view = new LiveTraining(
            OPTIONS,
            teacher,
            masks(),
            RedFetchGreen::new,
            RoomStates.seenBy(teacher, 2, new Seeds(1), "live"),
            new Seeds(7));

    private static Policy random() {
        Network network = new Network(Architecture.small(3, 64, 64, 7), DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(2).stream("weights"));
        return new Policy(network);
    }

    /** Four states; the left half of the picture matters. */
    private static ExpertAnnotation masks() {
        boolean[] important = new boolean[4 * 64 * 64];
        for (int i = 0; i < important.length; i++) important[i] = i % 64 < 32;
        try (VectorEnvironment rooms = VectorEnvironment.of(4, RedFetchGreen::new, new Seeds(8))) {
            return new ExpertAnnotation(new int[] {3, 64, 64}, rooms.frames().clone(), important);
        }
    }

    @Test
    void slidersBecomeOptions() {
        DigrOptions options = view.options(Map.of("α", 2, "λ", 0.01, "absolute", 60, "root share", 0, "fill", 0.15));
        assertEquals(2, options.combination().alpha());
        assertEquals(0.01, options.masks().lambda());
        assertEquals(
                Map.of(new AbsolutePenalty(), 60.0, new FillPenalty(), 0.15),
                options.loss().penalties());
        assertEquals(
                OPTIONS,
                OPTIONS.with(view.options(Map.of("α", 1, "λ", 0.05, "absolute", 30, "root share", 0.3, "fill", 0.15))
                        .loss()));
    }

    @Test
    void trainsToTheEndWithAPointACurveEveryTenUpdates() throws InterruptedException {
        view.open(new Widgets(page));
        byte[] first = (byte[]) page.awaitDrawn().get("map");
        page.tell("do", "run", "on", true);
        Map<String, Object> model = page.await(m -> "30 of 30 updates".equals(m.get("caption")));
        List<?> curve = (List<?>) model.get("curve");
        assertEquals(
                List.of(10.0, 20.0, 30.0),
                curve.stream().map(point -> ((List<?>) point).get(0)).toList());
        assertEquals(false, model.get("running"));
        assertFalse(Arrays.equals(first, (byte[]) model.get("map")), "the student's gradient changes");
        page.tell("do", "reset");
        Map<String, Object> anew = page.await(m -> "0 of 30 updates".equals(m.get("caption")));
        assertArrayEquals(first, (byte[]) anew.get("map"));
        page.close();
    }

    @Test
    void aSliderThatTheOptionsRefuseIsOneLine() throws InterruptedException {
        view.open(new Widgets(page));
        page.awaitDrawn();
        page.change(Map.of("choice", Map.of("α", 0, "λ", 0.05, "absolute", 30, "root share", 0.3, "fill", 0.15)));
        page.tell("do", "run", "on", true);
        page.await(m -> m.get("wrong").equals("DigrOptions: alpha must be above 0, got 0.0"));
        assertEquals(
                "0 of 30 updates",
                page.await(m -> m.get("running").equals(false)).get("caption"));
        page.close();
    }

    @Test
    void aTrainingWhoseCellRunsAgainBeginsAnew() throws InterruptedException {
        view.open(new Widgets(page));
        page.awaitDrawn();
        page.tell("do", "run", "on", true);
        page.await(m -> "10 of 30 updates".equals(m.get("caption")));
        LivePage again = new LivePage(page);
        view.open(new Widgets(again));
        assertEquals("0 of 30 updates", again.awaitDrawn().get("caption"));
        assertEquals(
                "Another cell shows this training now; to have it here, run this cell again.",
                page.await(m -> m.get("running").equals(false)).get("wrong"));
        again.tell("do", "run", "on", true);
        again.await(m -> "10 of 30 updates".equals(m.get("caption")));
        again.close();
    }

    /** A kernel keeps the value of each run of a cell; its states alone are 120 MB. */
    @Test
    void aViewThatIsClosedKeepsNothingOfTheTraining() throws InterruptedException {
        List<WeakReference<RedFetchGreen>> made = Collections.synchronizedList(new ArrayList<>());
        LiveTraining kept = new LiveTraining(
                OPTIONS,
                teacher,
                masks(),
                () -> {
                    RedFetchGreen room = new RedFetchGreen();
                    made.add(new WeakReference<>(room));
                    return room;
                },
                RoomStates.seenBy(teacher, 2, new Seeds(1), "live"),
                new Seeds(7));
        kept.open(new Widgets(page));
        page.awaitDrawn();
        page.close();
        for (int i = 0; i < 50 && made.stream().anyMatch(room -> room.get() != null); i++) {
            System.gc();
            Thread.sleep(100);
        }
        assertEquals(2, made.size());
        assertEquals(0, made.stream().filter(room -> room.get() != null).count());
        Reference.reachabilityFence(kept);
    }

    @Test
    void aTeacherOfAnotherTaskIsRefusedInOneLine() {
        Policy driver = new Policy(new Network(Architecture.small(3, 128, 128, 3), DataType.FLOAT));
        RoomStates rooms = RoomStates.seenBy(teacher, 2, new Seeds(1), "live");
        assertEquals(
                "LiveTraining: the teacher must see [3, 64, 64] and have 3 actions, it sees [3, 128, 128] and has 3;"
                        + " is it of another task?",
                assertThrows(
                                UserException.class,
                                () -> new LiveTraining(
                                        OPTIONS, driver, masks(), RedFetchGreen::new, rooms, new Seeds(7)))
                        .getMessage());
    }

    @Test
    void aViewThatClosesTrainsNoMore() throws InterruptedException {
        view.open(new Widgets(page));
        page.awaitDrawn();
        page.close();
        page.tell("do", "run", "on", true);
        Thread.sleep(500);
        assertTrue(page.await(m -> true).get("caption").toString().startsWith("0 of "));
    }
}
