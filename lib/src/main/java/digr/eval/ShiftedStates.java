package digr.eval;

import digr.env.Regions;
import java.util.Arrays;

/**
 * States whose pictures stand {@code shift} pixels right of and below their place, and what matters in them as well: a
 * map that hangs on a grid, of a network's windows or of a method's tiles, is another one then.
 *
 * <p>Pixel (y, x) is the state's own (max(0, y − shift), max(0, x − shift)): the first row and column are repeated, and
 * what goes over the right and the lower edge is lost.
 *
 * @param shift 0 or more, less than the pictures' sides
 */
public record ShiftedStates(LabelledStates states, int shift) implements LabelledStates {

    public ShiftedStates {
        int side = Math.min(states.shape()[1], states.shape()[2]);
        if (shift < 0 || shift >= side)
            throw new IllegalArgumentException("ShiftedStates: pictures " + Arrays.toString(states.shape())
                    + " are shifted by 0 to " + (side - 1) + " pixels, got " + shift);
    }

    /**
     * To be called before the states are scored.
     *
     * @throws IllegalArgumentException if a state is left without a pixel that matters, or with no other
     */
    public ShiftedStates requireRegions() {
        for (int i = 0; i < size(); i++) {
            Regions left = regions(i);
            if (isEmpty(left.important()) || isEmpty(left.unimportant()))
                throw new IllegalArgumentException("ShiftedStates: shifted by " + shift + " pixels, state " + i
                        + " has no pixel left that " + (isEmpty(left.important()) ? "matters" : "does not matter")
                        + "; shift by fewer");
        }
        return this;
    }

    private static boolean isEmpty(boolean[] region) {
        for (boolean marked : region) if (marked) return false;
        return true;
    }

    @Override
    public int size() {
        return states.size();
    }

    @Override
    public int statesAnEpisode() {
        return states.statesAnEpisode();
    }

    @Override
    public int[] shape() {
        return states.shape();
    }

    @Override
    public byte[] frames() {
        byte[] from = states.frames();
        byte[] to = new byte[from.length];
        int planes = size() * shape()[0];
        for (int plane = 0; plane < planes; plane++)
            for (int pixel = 0; pixel < pixels(); pixel++)
                to[plane * pixels() + pixel] = from[plane * pixels() + source(pixel)];
        return to;
    }

    @Override
    public Regions regions(int i) {
        Regions from = states.regions(i);
        return new Regions(shifted(from.important()), shifted(from.unimportant()), shifted(from.own()));
    }

    @Override
    public ShiftedStates part(int from, int to) {
        return new ShiftedStates(states.part(from, to), shift);
    }

    private boolean[] shifted(boolean[] from) {
        boolean[] to = new boolean[from.length];
        for (int pixel = 0; pixel < to.length; pixel++) to[pixel] = from[source(pixel)];
        return to;
    }

    private int source(int pixel) {
        int width = shape()[2];
        return Math.max(0, pixel / width - shift) * width + Math.max(0, pixel % width - shift);
    }

    private int pixels() {
        return shape()[1] * shape()[2];
    }
}
