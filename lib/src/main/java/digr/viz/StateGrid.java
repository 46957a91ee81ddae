package digr.viz;

import digr.eval.LabelledStates;
import digr.policy.Policy;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
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
    private static final Color LINE = new Color(0x00e5ff); // on black and on inferno
    private static final int ZOOM = 4;

    private final LabelledStates states;
    private final List<String> titles = new ArrayList<>(List.of("state"));
    private final List<List<SaliencyMap>> maps = new ArrayList<>();
    private List<String> rows = List.of();

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
        return grid(Colormap.VIRIDIS, (i, map) -> Pictures.heat(map.values(), map.height(), map.width()));
    }

    /** Each map in inferno over its frame, see {@link Pictures#overlay}. */
    public PictureGrid overFrames() {
        return grid(Colormap.INFERNO, this::overlay);
    }

    /** As {@link #overFrames}, with a line around the pixels that matter. */
    public PictureGrid outlined() {
        return grid(
                Colormap.INFERNO,
                (i, map) -> Pictures.outline(overlay(i, map), states.regions(i).important(), ZOOM, LINE));
    }

    private BufferedImage overlay(int i, SaliencyMap map) {
        return Pictures.overlay(frame(i), map.values());
    }

    private BufferedImage frame(int i) {
        return Pictures.newest(states.part(i, i + 1).frames(), 0, states.shape());
    }

    private PictureGrid grid(Colormap colours, BiFunction<Integer, SaliencyMap, BufferedImage> picture) {
        PictureGrid grid = new PictureGrid(titles.toArray(new String[0])).colorBar(colours, SCALE);
        for (int i = 0; i < states.size(); i++) {
            int state = i;
            Stream<BufferedImage> drawn = maps.stream().map(column -> picture.apply(state, column.get(state)));
            grid.row(
                    rows.isEmpty() ? "" : rows.get(i),
                    Stream.concat(Stream.of(frame(i)), drawn).toArray(BufferedImage[]::new));
        }
        return grid;
    }
}
