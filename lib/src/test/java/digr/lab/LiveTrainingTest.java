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
import digr.distill.RootSharePenalty;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;

@Timeout(240)
class LiveTrainingTest {
    private static final DigrOptions OPTIONS =
            PaperTasks.RFG.digr().withUpdates(30).with(new DigrOptions.Data(2, 100, 4, 2));

    private static final String ALONE = ". Distillation only: the slider \u201cselective loss\u201d is at 0.";

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
        DigrOptions options = view.options(sliders(1, "α", 2, "λ", 0.01, "absolute size", 60, "share of roots", 0));
        assertEquals(2, options.combination().alpha());
        assertEquals(0.01, options.masks().lambda());
        assertEquals(
                Map.of(new AbsolutePenalty(), 60.0, new FillPenalty(), 0.15),
                options.loss().penalties());
        assertEquals(
                Map.of(new AbsolutePenalty(), 15.0, new RootSharePenalty(), 0.15, new FillPenalty(), 0.075),
                view.options(sliders(0.5)).loss().penalties());
        assertEquals(Map.of(), view.options(sliders(0)).loss().penalties());
    }

    private static Map<String, Number> sliders(double selective, Object... pairs) {
        Map<String, Number> all =
                new HashMap<>(Map.of("α", 0.2, "λ", 0.05, "absolute size", 30, "share of roots", 0.3, "filling", 0.15));
        all.put("selective loss", selective);
        for (int i = 0; i < pairs.length; i += 2) all.put((String) pairs[i], (Number) pairs[i + 1]);
        return all;
    }

    /** From the first update to the last alike: what changes is what the reader moves. */
    @Test
    void theHandTakesThePlaceOfTheSchedule() {
        DigrOptions options = view.options(sliders(1));
        assertEquals(new DigrOptions.Schedule(30, 0, 0, 0), options.schedule());
        assertEquals(0.95, options.steps().averaging());
    }

    @Test
    void whileTheSelectiveLossIsAtZeroTheViewSaysThatDistillationIsAlone() throws InterruptedException {
        view.open(new Widgets(page));
        assertEquals("0 of 30 updates" + ALONE, page.awaitDrawn().get("caption"));
        page.change(Map.of("choice", sliders(0.5), "asked", 3));
        page.await(m -> "0 of 30 updates".equals(m.get("caption")));
        assertEquals(3, page.await(m -> true).get("heard"));
        page.close();
    }

    @Test
    void trainsToTheEndWithAPointACurveEveryTenUpdates() throws InterruptedException {
        view.open(new Widgets(page));
        byte[] first = (byte[]) page.awaitDrawn().get("map");
        page.tell("do", "run", "on", true);
        Map<String, Object> model = page.await(m -> m.get("caption").toString().startsWith("30 of 30 updates"));
        List<?> curve = (List<?>) model.get("curve");
        assertEquals(
                List.of(10.0, 20.0, 30.0),
                curve.stream().map(point -> ((List<?>) point).get(0)).toList());
        assertEquals(false, model.get("running"));
        List<?> last = (List<?>) curve.get(2);
        assertEquals(
                String.format(Locale.ROOT, "30 of 30 updates, KL %.3f nat, AUC %.3f", last.get(1), last.get(2)) + ALONE,
                model.get("caption"));
        assertFalse(Arrays.equals(first, (byte[]) model.get("map")), "the student's gradient changes");
        page.tell("do", "reset");
        Map<String, Object> anew = page.await(m -> m.get("caption").toString().startsWith("0 of 30 updates"));
        assertArrayEquals(first, (byte[]) anew.get("map"));
        page.close();
    }

    @Test
    void aSliderThatTheOptionsRefuseIsOneLine() throws InterruptedException {
        view.open(new Widgets(page));
        page.awaitDrawn();
        page.change(Map.of("choice", sliders(1, "α", 0)));
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
        page.await(m -> m.get("caption").toString().startsWith("10 of 30 updates"));
        LivePage again = new LivePage(page);
        view.open(new Widgets(again));
        assertEquals("0 of 30 updates" + ALONE, again.awaitDrawn().get("caption"));
        assertEquals(
                "Another cell shows this training now; to have it here, run this cell again.",
                page.await(m -> m.get("running").equals(false)).get("wrong"));
        again.tell("do", "run", "on", true);
        again.await(m -> m.get("caption").toString().startsWith("10 of 30 updates"));
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
                "LiveTraining: the teacher must see [3, 64, 64], it sees [3, 128, 128]; is it of another task?",
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
