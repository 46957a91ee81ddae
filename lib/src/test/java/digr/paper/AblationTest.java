package digr.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.distill.DigrOptions;
import digr.distill.ExpertAnnotation;
import digr.distill.MaskSource;
import digr.eval.LabelledStates;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.run.Checkout;
import digr.run.Progress;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class AblationTest {
    private static final DigrOptions PRESET = DigrLoss.everywhere(PaperTasks.RFG.digr(), 6);

    /** Where two were alike, one of them would be nothing but a second run of the other. */
    @Test
    void eachIsAnotherTrainingThanAllOthers() {
        MaskSource all = new ExpertAnnotation(new int[] {1, 1, 1}, new byte[200], new boolean[200]);
        Set<List<Object>> seen = new HashSet<>();
        for (Ablation ablation : Ablation.values()) {
            String masks = ablation.usesMasks()
                    ? ablation.masks(all, PaperTasks.RFG, null).role()
                    : "";
            assertTrue(
                    seen.add(List.of(ablation.options(PRESET).asText(), masks, ablation.teacherActs())),
                    ablation.toString());
        }
    }

    @Test
    void whatIsChangedIsWhatTheNameSays() {
        assertTrue(changes(Ablation.FULL).isEmpty());
        assertEquals(List.of("projected=false"), changes(Ablation.NO_PCGRAD));
        assertEquals(List.of("balanced=true"), changes(Ablation.BALANCED));
        assertEquals(List.of("leak=0.0"), changes(Ablation.NO_LEAK));
        assertEquals(List.of("lambda=0.1"), changes(Ablation.LAMBDA_01));
        assertEquals(
                100,
                Ablation.ALPHA_TENFOLD.options(PRESET).combination().alpha()
                        / Ablation.ALPHA_TENTH.options(PRESET).combination().alpha(),
                1e-9);
        assertEquals(Set.of("ramp=0.0", "warmUp=0.0"), Set.copyOf(changes(Ablation.NO_WARM_UP)));
        assertEquals(Set.of("ramp=0.0", "start=TEACHER", "warmUp=0.0"), Set.copyOf(changes(Ablation.FROM_TEACHER)));
        for (Ablation ablation : List.of(Ablation.NO_FILL, Ablation.NO_EVERYWHERE, Ablation.NO_RELATIVE))
            assertEquals(3, ablation.options(PRESET).loss().penalties().size(), ablation.toString());
        assertEquals(2, Ablation.NO_ABSOLUTE.options(PRESET).loss().penalties().size());
        assertEquals(4, Ablation.SHARE.options(PRESET).loss().penalties().size());
        assertEquals(
                2, Ablation.SHARE_NO_ABSOLUTE.options(PRESET).loss().penalties().size());
    }

    @Test
    void masksAreTheFirstStatesOrAllPixels() {
        MaskSource all = source(60);
        MaskSource first = Ablation.DATASET_50.masks(all, PaperTasks.RFG, null);
        assertEquals(50, first.size());
        assertEquals(50 * 3 * 4, first.states().length);
        assertEquals(50 * 4, first.unimportant(0.1).length);
        assertEquals(all.unimportant(0.1)[7], first.unimportant(0.1)[7]);
        assertThrows(UserException.class, () -> Ablation.DATASET_200.masks(all, PaperTasks.RFG, null));
        boolean[] everywhere =
                Ablation.ALL_INPUTS.masks(all, PaperTasks.RFG, null).unimportant(0.05);
        assertEquals(240, everywhere.length);
        for (boolean unimportant : everywhere) assertTrue(unimportant);
    }

    /** Two tiles of 64 pixels in each of 1,000 states. */
    @Test
    void theExpertMarksAgentAndGreenObject() {
        Policy policy = PolicyFile.load(Checkout.folder().resolve("data/policies/rfg/teacher-seed0.safetensors"));
        MaskSource masks = Ablation.EXPERT.masks(source(1), PaperTasks.RFG, policy);
        assertEquals(1000, masks.size());
        int important = 0;
        for (boolean unimportant : masks.unimportant(0.05)) if (!unimportant) important++;
        assertEquals(1000 * 2 * 64, important);
        assertArrayEquals(new int[] {3, 64, 64}, masks.stateShape());
    }

    @Test
    void theExpertOfAnotherTaskMarksWhatItsRegionsSay() {
        Network network = new Network(PaperTasks.DRIVING.architecture(), DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(1).stream("initialisation"));
        Policy policy = new Policy(network);
        LabelledStates states =
                PaperTasks.DRIVING.states().collect(policy, 3, new Seeds(0), "annotation", Progress.NONE);
        MaskSource masks = Ablation.annotation(states, policy.stateShape());
        assertArrayEquals(new int[] {3, 128, 128}, masks.stateShape());
        boolean[] unimportant = masks.unimportant(0.05);
        assertEquals(3 * 128 * 128, unimportant.length);
        for (int pixel = 0; pixel < 128 * 128; pixel++)
            assertEquals(!states.regions(2).important()[pixel], unimportant[2 * 128 * 128 + pixel]);
    }

    @Test
    void eachIsInOneTopicUnderATitleOfItsOwn() {
        List<Ablation> all = new ArrayList<>();
        for (Ablation.Topic topic : Ablation.Topic.values()) all.addAll(topic.ablations());
        assertEquals(Set.of(Ablation.values()), Set.copyOf(all));
        assertEquals(29, all.size());
        assertEquals(29, all.stream().map(Ablation::title).distinct().count());
        assertEquals(List.of(Ablation.FULL, Ablation.DISTILLATION_ONLY), Ablation.Topic.WHOLE.ablations());
    }

    @Test
    void namesAreThoseOfTheCommandLine() {
        for (Ablation ablation : Ablation.values()) assertEquals(ablation, Ablation.named(ablation.toString()));
        assertThrows(IllegalArgumentException.class, () -> Ablation.named("NO_LEAK"));
        assertFalse(Ablation.EXPERT.usesMasks());
    }

    /** Options that differ from the preset's, as name=value, the loss left out. */
    private static List<String> changes(Ablation ablation) {
        Map<String, String> preset = PRESET.asText();
        List<String> changes = new ArrayList<>();
        ablation.options(PRESET).asText().forEach((name, value) -> {
            if (!name.equals("loss") && !value.equals(preset.get(name))) changes.add(name + "=" + value);
        });
        return changes;
    }

    /** States of 2 × 2 pixels, every other pixel important. */
    private static MaskSource source(int n) {
        boolean[] important = new boolean[n * 4];
        for (int i = 0; i < important.length; i += 2) important[i] = true;
        return new ExpertAnnotation(new int[] {3, 2, 2}, new byte[n * 3 * 4], important);
    }
}
