package digr.lab;

import digr.run.UserException;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state to paint on: what an expert marks as important becomes a line of code, which the next cell reads by {@link
 * #mask}. Like {@link Explorer} it needs neither kernel nor network.
 */
public final class MaskPad {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})x(\\d{1,4}): ([\\d ]+)");
    private static final Pattern RUN = Pattern.compile("\\d{1,9}");
    private static final int WIDTH = 384;

    private final BufferedImage state;

    public MaskPad(BufferedImage state) {
        this.state = state;
    }

    /** The element with its script. */
    public String html() {
        return Page.of(
                "mask-pad.html",
                Map.of(
                        "state", Page.crisp(state, WIDTH),
                        "rows", state.getHeight(),
                        "columns", state.getWidth(),
                        "width", WIDTH,
                        "height", Math.round((float) WIDTH * state.getHeight() / state.getWidth())));
    }

    /**
     * What was painted.
     *
     * @param text such as {@code 2x3: 1 2 3}: rows and columns, then the lengths of runs, row by row, of pixels not
     *     marked, marked, not marked and so on
     * @return [rows · columns], true where marked
     * @throws UserException if it is no such text, or its runs do not fill the picture
     */
    public static boolean[] mask(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches())
            throw new UserException("MaskPad: needed a text such as '2x3: 1 2 3', got '" + text + "'");
        int pixels = Integer.parseInt(matcher.group(1)) * Integer.parseInt(matcher.group(2));
        String[] lengths = matcher.group(3).split(" ", -1);
        int[] runs = new int[lengths.length];
        for (int i = 0; i < runs.length; i++) {
            if (!RUN.matcher(lengths[i]).matches())
                throw new UserException(
                        "MaskPad: a run must be a number of at most 9 digits, got '" + lengths[i] + "'");
            runs[i] = Integer.parseInt(lengths[i]);
        }
        long sum = Arrays.stream(runs).asLongStream().sum();
        if (sum != pixels)
            throw new UserException("MaskPad: the runs must add up to " + pixels + " pixels, got " + sum);
        boolean[] mask = new boolean[pixels];
        int at = 0;
        for (int i = 0; i < runs.length; i++) {
            Arrays.fill(mask, at, at + runs[i], i % 2 == 1);
            at += runs[i];
        }
        return mask;
    }

    @Override
    public String toString() {
        return "MaskPad[" + state.getHeight() + "x" + state.getWidth() + "]";
    }
}
