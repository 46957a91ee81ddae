package digr.lab;

import digr.env.Environment;
import digr.eval.LabelledStates;
import digr.saliency.SaliencyMap;
import digr.viz.Colormap;
import digr.viz.Figure;
import digr.viz.PictureGrid;
import digr.viz.Pictures;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** States and their maps as pictures; of many the first {@value #MOST}. */
final class StatePictures {
    private static final int MOST = 6;

    private StatePictures() {}

    /** What a policy sees now. */
    static Figure of(Environment environment) {
        int[] shape = environment.observationShape();
        byte[] frame = new byte[shape[0] * shape[1] * shape[2]];
        environment.observe(frame, 0);
        return new PictureGrid()
                .row("", frames(frame, shape).toArray(new BufferedImage[0]))
                .alt(environment.getClass().getSimpleName() + ", what a policy sees now, " + Arrays.toString(shape));
    }

    /** A row a state, a picture a frame of its stack; states of one frame lie side by side. */
    static Figure of(LabelledStates states) {
        int[] shape = states.shape();
        PictureGrid grid = new PictureGrid();
        List<BufferedImage> row = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST, states.size()); i++) {
            row.addAll(frames(states.part(i, i + 1).frames(), shape));
            if (pictures(shape) > 1) {
                grid.row("", row.toArray(new BufferedImage[0]));
                row.clear();
            }
        }
        if (!row.isEmpty()) grid.row("", row.toArray(new BufferedImage[0]));
        return grid.alt(ofMany(states.size(), "states", Arrays.toString(shape)));
    }

    static Figure of(List<SaliencyMap> maps) {
        BufferedImage[] pictures =
                maps.stream().limit(MOST).map(StatePictures::heat).toArray(BufferedImage[]::new);
        return new PictureGrid()
                .row("", pictures)
                .colorBar(Colormap.VIRIDIS, "saliency (of the maximum)")
                .alt(
                        maps.size() == 1
                                ? maps.get(0).toString()
                                : ofMany(
                                        maps.size(),
                                        "saliency maps",
                                        maps.get(0).toString()));
    }

    private static BufferedImage heat(SaliencyMap map) {
        return Pictures.heat(map.values(), map.height(), map.width());
    }

    private static String ofMany(int n, String what, String kind) {
        return (n > MOST ? "The first " + MOST + " of " : "") + n + " " + what + ", " + kind;
    }

    private static int pictures(int[] shape) {
        return shape[0] / Pictures.channels(shape[0]);
    }

    /** One of RGB for three channels, one gray for one; more are a stack of such. */
    private static List<BufferedImage> frames(byte[] state, int[] shape) {
        int size = state.length / pictures(shape);
        List<BufferedImage> frames = new ArrayList<>();
        for (int from = 0; from < state.length; from += size)
            frames.add(Pictures.frame(
                    Arrays.copyOfRange(state, from, from + size), Pictures.channels(shape[0]), shape[1], shape[2]));
        return frames;
    }
}
