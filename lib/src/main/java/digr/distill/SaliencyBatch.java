package digr.distill;

import digr.nn.Network;
import digr.nn.ParameterVector;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/** States of the dataset, drawn without replacement, on which the selective loss is taken. */
final class SaliencyBatch {
    private final int size;
    private final byte[] states;
    private final boolean[] unimportant;
    private final boolean[] important;

    /**
     * @param unimportant of the whole dataset, [n, H, W]
     * @param notImportant likewise
     * @param wanted how many states, where the dataset has so many
     */
    SaliencyBatch(
            MaskSource masks, boolean[] unimportant, boolean[] notImportant, int wanted, UniformRandomProvider random) {
        size = Math.min(wanted, masks.size());
        int pixels = unimportant.length / masks.size();
        int stateSize = masks.states().length / masks.size();
        states = new byte[size * stateSize];
        this.unimportant = new boolean[size * pixels];
        important = new boolean[size * pixels];
        int[] drawn = new PermutationSampler(random, masks.size(), size).sample();
        for (int i = 0; i < size; i++) {
            System.arraycopy(masks.states(), drawn[i] * stateSize, states, i * stateSize, stateSize);
            System.arraycopy(unimportant, drawn[i] * pixels, this.unimportant, i * pixels, pixels);
            for (int p = 0; p < pixels; p++) important[i * pixels + p] = !notImportant[drawn[i] * pixels + p];
        }
    }

    int size() {
        return size;
    }

    /**
     * The contribution of one of {@code parts} parts to the loss and its gradient.
     *
     * @param out overwritten
     * @return the part's share of the loss
     */
    double gradient(SelectiveLoss loss, Network student, int part, int parts, ParameterVector out) {
        int from = part * size / parts;
        int to = (part + 1) * size / parts;
        int pixels = important.length / size;
        double share = (double) (to - from) / size;
        double value = loss.gradient(
                student,
                student.forward(states, from * (states.length / size), to - from),
                Arrays.copyOfRange(unimportant, from * pixels, to * pixels),
                Arrays.copyOfRange(important, from * pixels, to * pixels),
                out);
        out.flat().muli(share);
        return share * value;
    }
}
