package digr.nn;

import digr.nn.Architecture.Convolution;
import java.util.List;
import java.util.Locale;

/** How wide the paper's network is: filters of its convolutions (8x8, 4x4, 3x3, at strides 4, 2, 1), and hidden units. */
public enum Width {
    /** 16, 32, 32 and 256. */
    SMALL(16, 32, 32, 256),
    /** 32, 64, 64 and 512, as in Mnih et al. 2015: three times the work of {@link #SMALL}. */
    NATURE(32, 64, 64, 512);

    private final List<Convolution> convolutions;
    private final List<Integer> hidden;

    Width(int first, int second, int third, int hidden) {
        convolutions =
                List.of(new Convolution(first, 8, 4), new Convolution(second, 4, 2), new Convolution(third, 3, 1));
        this.hidden = List.of(hidden);
    }

    /** For such pictures and actions, without a value head. */
    public Architecture of(int channels, int height, int width, int actions) {
        return new Architecture(channels, height, width, convolutions, hidden, actions, false);
    }

    /** Such as {@code small}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
