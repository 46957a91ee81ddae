package digr.distill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.distill.DigrOptions.Combination;
import digr.distill.DigrOptions.Data;
import digr.distill.DigrOptions.Masks;
import digr.distill.DigrOptions.OptimiserKind;
import digr.distill.DigrOptions.Schedule;
import digr.distill.DigrOptions.Start;
import digr.distill.DigrOptions.Steps;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigrOptionsTest {
    private static final DigrOptions OPTIONS = new DigrOptions(
            new SelectiveLoss(SaliencyField.UNIT, Map.of(new AbsolutePenalty(), 30.0), 0.1),
            new Masks(0.05, 0.3),
            new Combination(1, 0.3, true, false),
            new Schedule(1000, 0.3, 0.1, 0.4),
            new Steps(Start.RANDOM, OptimiserKind.ADAM, 1e-3, 0.999),
            new Data(16, 10_000, 256, 64));

    @Test
    void provenanceKeepsThemFlat() {
        Map<String, String> text = OPTIONS.asText();
        assertEquals(19, text.size());
        assertEquals(
                "SelectiveLoss[field=UNIT, penalties={AbsolutePenalty[]=30.0}, surrogateWidth=0.1]", text.get("loss"));
        assertEquals("0.05", text.get("lambda"));
        assertEquals("1000", text.get("updates"));
        assertEquals("ADAM", text.get("optimiser"));
        assertEquals("64", text.get("saliencyBatch"));
    }

    /** So a policy's provenance gives back the options that it was trained with. */
    @Test
    void theTextsGiveTheOptionsBack() {
        SelectiveLoss loss = OPTIONS.loss()
                .with(new RootSharePenalty(), 0.3)
                .with(new MaximumPenalty(true, false), 2)
                .with(new FillPenalty(), 0.15);
        DigrOptions others = OPTIONS.with(loss)
                .with(new Masks(0.1, 0.9))
                .with(OPTIONS.combination().withAlpha(7));
        assertEquals(others, OPTIONS.with(others.asText()));
        assertEquals(
                OPTIONS.withoutPenalties(),
                OPTIONS.with(OPTIONS.withoutPenalties().asText()));
        assertEquals(0.2, OPTIONS.with(Map.of("surrogateWidth", "0.2")).loss().surrogateWidth());
    }

    @Test
    void textsThatAreNoOptionsAreTold() {
        assertRefused("there is no option clip; there are field, penalties, surrogateWidth, lambda,", "clip", "1");
        assertRefused("DigrOptions: alpha must be above 0, got -1.0", "alpha", "-1");
        assertRefused("SelectiveLoss: needed SelectiveLoss[field=", "loss", "none");
        String loss = "SelectiveLoss[field=UNIT, penalties={%s}, surrogateWidth=0.1]";
        assertRefused("SelectiveLoss: a penalty is one of [Absolute", "loss", String.format(loss, "OwnPenalty[]=1.0"));
        assertRefused("SelectiveLoss: needed a number, got x", "loss", String.format(loss, "FillPenalty[]=x"));
        assertRefused("SelectiveLoss: weights must be above 0", "loss", String.format(loss, "FillPenalty[]=-1"));
        assertRefused(
                "SelectiveLoss: field must be one of [",
                "loss",
                loss.replace("UNIT", "X").replace("%s", ""));
    }

    private static void assertRefused(String why, String name, String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> OPTIONS.with(Map.of(name, text)))
                .getMessage();
        assertTrue(message.startsWith(why), message);
    }

    @Test
    void theSelectiveLossGrowsInAfterTheWarmUp() {
        Schedule schedule = OPTIONS.schedule();
        assertEquals(0, schedule.selectiveAt(299));
        assertEquals(0.5, schedule.selectiveAt(350), 1e-9);
        assertEquals(1, schedule.selectiveAt(400), 1e-9);
        assertEquals(1, schedule.selectiveAt(999));
        assertEquals(1, schedule.atOnce().selectiveAt(0));
    }

    @Test
    void theLearningRateFallsAtTheEnd() {
        Schedule schedule = OPTIONS.schedule();
        assertEquals(1, schedule.learningRateAt(0));
        assertEquals(1, schedule.learningRateAt(600), 1e-9);
        assertEquals(0.5, schedule.learningRateAt(800), 1e-9);
        assertEquals(1, new Schedule(1000, 0, 0, 0).learningRateAt(999));
    }

    @Test
    void distillationAloneHasNothingThatServesThePenalties() {
        DigrOptions plain = OPTIONS.withoutPenalties();
        assertEquals(Map.of(), plain.loss().penalties());
        assertEquals(0, plain.combination().leak());
        assertEquals(1, plain.schedule().selectiveAt(0));
        assertEquals(1000, plain.schedule().updates());
        DigrOptions copied = OPTIONS.with(OPTIONS.steps().from(Start.TEACHER));
        assertEquals("TEACHER", copied.asText().get("start"));
        assertEquals(plain, copied.withoutPenalties());
    }

    @Test
    void aTemperatureIsSaidIfItIsNotOne() {
        DigrOptions sharper = OPTIONS.with(new Data(16, 10_000, 256, 64, 0.6));
        assertEquals("0.6", sharper.asText().get("temperature"));
        assertFalse(OPTIONS.asText().containsKey("temperature"));
        assertEquals(sharper, OPTIONS.with(sharper.asText()));
        assertEquals(OPTIONS, sharper.with(OPTIONS.asText()));
        assertEquals(0.6, sharper.with(Map.of("alpha", "2")).data().temperature());
    }

    @Test
    void optionsThatCannotWorkAreRefused() {
        Map<String, Runnable> wrong = Map.of(
                "alpha must be above 0, got NaN", () -> new Combination(Double.NaN, 0, true, true),
                "lambda and importantAbove must ascend in [0, 1], got 0.4, 0.3", () -> new Masks(0.4, 0.3),
                "lambda and importantAbove must ascend in [0, 1], got NaN, 0.3", () -> new Masks(Double.NaN, 0.3),
                "leak must lie in [0, 1], got 1.5", () -> new Combination(1, 1.5, true, true),
                "updates must be at least 1, got 0", () -> new Schedule(0, 0, 0, 0),
                "warm-up and ramp must be at least 0, together at most 1, got 0.6, 0.6",
                        () -> new Schedule(9, 0.6, 0.6, 0),
                "averaging must lie in [0, 1), got 1.0", () -> new Steps(Start.RANDOM, OptimiserKind.ADAM, 1, 1),
                "batches must be at least 1", () -> new Data(1, 1, 0, 1),
                "temperature must lie in (0, 100], got NaN", () -> new Data(1, 1, 1, 1, Double.NaN),
                "a leak needs a loss with a surrogate width",
                        () -> OPTIONS.withoutPenalties().with(new Combination(1, 0.1, true, true)));
        wrong.forEach((message, make) -> assertEquals(
                "DigrOptions: " + message,
                assertThrows(IllegalArgumentException.class, make::run).getMessage()));
    }
}
