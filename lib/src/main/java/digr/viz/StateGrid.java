package digr.viz;

import digr.eval.LabelledStates;
import digr.policy.Policy;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * States, a row each, and the maps of each beside it, a column a method and policy: the form of the paper's Figures 3 to
 * 5 and 10 to 12. Of a stack of frames the newest is shown.
 *
 * <pre>
 * new StateGrid(states)
 *         .maps("vanilla\ngradient", new VanillaGradient(), teacher)
 *         .maps("DIGR", new VanillaGradient(), student)
 *         .overFrames()
 * </pre>
 */
public final class StateGrid {
    private static final String SCALE = "saliency (of the maximum)";
    private static final Color LINE = Color.MAGENTA; // seen on gray and on all of viridis
    private static final int ZOOM = 4;

    private final LabelledStates states;
    private final List<String> titles = new ArrayList<>(List.of("state"));
    private final List<List<SaliencyMap>> maps = new ArrayList<>();
    private List<String> rows = List.of();
    private Rectangle closeUp;

    public StateGrid(LabelledStates states) {
        this.states = states;
    }

    /** Titles of the rows, as many as states. */
    public StateGrid rows(String... titles) {
        if (titles.length != states.size())
            throw new IllegalArgumentException(
                    "StateGrid: there are " + states.size() + " states, got " + titles.length + " titles of rows");
        rows = List.of(titles);
        return this;
    }

    /**
     * Shows of each map a part alone, enlarged, in the shape of the whole; a line on the state says which.
     *
     * @param left first column of the part, in pixels of the state
     * @param top its first row
     * @param width how many columns
     * @throws IllegalArgumentException if the part does not lie in the state
     */
    public StateGrid closeUp(int left, int top, int width) {
        Rectangle all = new Rectangle(states.shape()[2], states.shape()[1]);
        Rectangle part = new Rectangle(left, top, width, width * all.height / all.width);
        if (part.isEmpty() || !all.contains(part) || part.width * all.height != part.height * all.width)
            throw new IllegalArgumentException(String.format(
                    "StateGrid: a close-up must be a part of the state's %d x %d pixels, in its shape, got %d columns from"
                            + " row %d, column %d",
                    all.width, all.height, width, top, left));
        closeUp = part;
        return this;
    }

    /** Explains every state, for one more column. */
    public StateGrid maps(String title, SaliencyMethod method, Policy policy) {
        titles.add(title);
        maps.add(method.explain(policy, policy.states(states.frames(), states.size())));
        return this;
    }

    /** The maps of a column, the first is 0. */
    public List<SaliencyMap> maps(int column) {
        return maps.get(column);
    }

    /** The maps by themselves, in viridis. */
    public PictureGrid alone() {
        return grid((i, map) -> Pictures.heat(map.values(), map.height(), map.width()));
    }

    /** Each map over its frame, see {@link Pictures#overlay}. */
    public PictureGrid overFrames() {
        return grid(this::overlay);
    }

    /** As {@link #overFrames}, with a line around the pixels that matter. */
    public PictureGrid outlined() {
        return grid(
                (i, map) -> Pictures.outline(overlay(i, map), states.regions(i).important(), ZOOM, LINE));
    }

    private BufferedImage overlay(int i, SaliencyMap map) {
        return Pictures.overlay(frame(i), map.values());
    }

    private BufferedImage frame(int i) {
        return Pictures.newest(states.part(i, i + 1).frames(), 0, states.shape());
    }

    /** The state, and on it where the close-up lies. */
    private BufferedImage whole(int i) {
        BufferedImage frame = frame(i);
        if (closeUp == null) return frame;
        boolean[] inside = new boolean[frame.getWidth() * frame.getHeight()];
        for (int y = closeUp.y; y < closeUp.y + closeUp.height; y++)
            Arrays.fill(
                    inside, y * frame.getWidth() + closeUp.x, y * frame.getWidth() + closeUp.x + closeUp.width, true);
        return Pictures.outline(frame, inside, ZOOM, LINE);
    }

    private BufferedImage part(BufferedImage picture) {
        if (closeUp == null) return picture;
        int zoom = picture.getWidth() / states.shape()[2];
        return picture.getSubimage(zoom * closeUp.x, zoom * closeUp.y, zoom * closeUp.width, zoom * closeUp.height);
    }

    private PictureGrid grid(BiFunction<Integer, SaliencyMap, BufferedImage> picture) {
        PictureGrid grid = new PictureGrid(titles.toArray(new String[0])).colorBar(Colormap.VIRIDIS, SCALE);
        for (int i = 0; i < states.size(); i++) {
            int state = i;
            Stream<BufferedImage> drawn = maps.stream().map(column -> part(picture.apply(state, column.get(state))));
            grid.row(
                    rows.isEmpty() ? "" : rows.get(i),
                    Stream.concat(Stream.of(whole(i)), drawn).toArray(BufferedImage[]::new));
        }
        return grid;
    }
}
