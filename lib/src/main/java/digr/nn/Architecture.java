package digr.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape of a policy network: convolutions, then linear layers, an activation behind each but the last.
 *
 * <p>Convolutions have square kernels, so that a side of n pixels becomes ⌊(n + 2 padding − kernel)/stride⌋ + 1. This
 * library's own networks are {@link #plain}; the rest is for networks that others have trained. With a value head one more
 * output is computed from the last hidden layer; it is the last column of the network's output and goes by the name {@code
 * value} in files.
 *
 * @param channels input channels C
 * @param height input rows H
 * @param width input columns W
 * @param convolutions from input to output
 * @param hidden widths of the hidden linear layers
 * @param actions number of logits
 * @param valueHead whether a state value follows the logits
 * @param activation behind every layer but the last
 * @param layerNorm whether a {@link LayerNorm layer normalisation} stands before each activation
 */
public record Architecture(
        int channels,
        int height,
        int width,
        List<Convolution> convolutions,
        List<Integer> hidden,
        int actions,
        boolean valueHead,
        Activation activation,
        boolean layerNorm) {

    /** The largest size and stride; with larger ones the native library ends the program. */
    private static final int LARGEST = 1 << 16;

    private static final int LARGEST_PICTURE = 1 << 24;
    private static final int MOST_LAYERS = 64;

    /**
     * One convolution and what follows its activation: output channels, side of the square kernel, stride, rows and
     * columns of zeros on each side of the picture, pooling.
     */
    public record Convolution(int filters, int kernel, int stride, int padding, Pooling pooling) {
        public Convolution {
            if (!isSize(filters) || !isSize(kernel) || !isSize(stride))
                throw new IllegalArgumentException("Convolution: filters, kernel and stride must be 1 to " + LARGEST
                        + ", got " + filters + ", " + kernel + ", " + stride);
            if (padding < 0 || padding >= kernel)
                throw new IllegalArgumentException(
                        "Convolution: padding must be from 0 to less than the kernel's " + kernel + ", got " + padding);
        }

        /** Without padding and pooling. */
        public Convolution(int filters, int kernel, int stride) {
            this(filters, kernel, stride, 0, Pooling.NONE);
        }

        /** Side of what the next layer sees of a picture's; 0 if the picture is too small. */
        public int outputSide(int side) {
            return pooling.outputSide(convolvedSide(side));
        }

        /** As {@link #outputSide}, before pooling. */
        int convolvedSide(int side) {
            int padded = side + 2 * padding;
            return side < 1 || padded < kernel ? 0 : (padded - kernel) / stride + 1;
        }

        boolean plain() {
            return padding == 0 && pooling.equals(Pooling.NONE);
        }

        /** Such as {@code 16 of 8x8 at stride 4}. */
        @Override
        public String toString() {
            String plain = filters + " of " + kernel + "x" + kernel + " at stride " + stride;
            String padded = padding == 0 ? plain : plain + " padded by " + padding;
            return pooling.equals(Pooling.NONE) ? padded : padded + " and " + pooling;
        }
    }

    public Architecture {
        convolutions = List.copyOf(convolutions);
        hidden = List.copyOf(hidden);
        if (!isSize(channels) || !isSize(height) || !isSize(width) || !isSize(actions))
            throw new IllegalArgumentException("Architecture: channels, height, width and actions must be 1 to "
                    + LARGEST + ", got " + channels + ", " + height + ", " + width + ", " + actions);
        for (int h : hidden)
            if (!isSize(h))
                throw new IllegalArgumentException(
                        "Architecture: a hidden layer must be 1 to " + LARGEST + " wide, got " + h);
        if (convolutions.size() > MOST_LAYERS || hidden.size() > MOST_LAYERS)
            throw new IllegalArgumentException("Architecture: at most " + MOST_LAYERS
                    + " convolutions and as many hidden layers are possible, got " + convolutions.size() + " and "
                    + hidden.size());
        int h = height;
        int w = width;
        for (Convolution c : convolutions) {
            h = c.outputSide(h);
            w = c.outputSide(w);
            if (h < 1 || w < 1)
                throw new IllegalArgumentException("Architecture: a picture of " + height + "x" + width
                        + " is too small for the convolutions " + convolutions);
            requireCountable(c.filters(), h, w);
        }
        requireCountable(channels, height, width);
    }

    /** A {@link #plain} one. */
    public Architecture(
            int channels,
            int height,
            int width,
            List<Convolution> convolutions,
            List<Integer> hidden,
            int actions,
            boolean valueHead) {
        this(channels, height, width, convolutions, hidden, actions, valueHead, Activation.RELU, false);
    }

    /** Whether it has nothing but convolutions without padding, linear layers and ReLUs. */
    public boolean plain() {
        return activation == Activation.RELU && !layerNorm && withoutPaddingAndPooling();
    }

    boolean withoutPaddingAndPooling() {
        return convolutions.stream().allMatch(Convolution::plain);
    }

    private static boolean isSize(int n) {
        return 1 <= n && n <= LARGEST;
    }

    /** An int counts the numbers of many pictures everywhere, and a batch of them must fit into the memory. */
    private static void requireCountable(int channels, int height, int width) {
        if ((double) channels * height * width > LARGEST_PICTURE)
            throw new IllegalArgumentException(
                    "Architecture: " + channels + "x" + height + "x" + width + " numbers are too many for a picture");
    }

    /** The paper's network of width {@link Width#SMALL}: the one that most committed policies have. */
    public static Architecture small(int channels, int height, int width, int actions) {
        return Width.SMALL.of(channels, height, width, actions);
    }

    /** The paper's network of width {@link Width#NATURE}. */
    public static Architecture nature(int channels, int height, int width, int actions) {
        return Width.NATURE.of(channels, height, width, actions);
    }

    /**
     * With another first convolution, of the same filters and stride.
     *
     * @param side of its kernels, at least the stride, so that no pixel is left out
     * @throws IllegalArgumentException if there is no convolution, or the side does not fit
     */
    public Architecture withFirstKernel(int side) {
        if (convolutions.isEmpty())
            throw new IllegalArgumentException("Architecture: this network has no convolution: " + this);
        Convolution first = convolutions.get(0);
        if (side < first.stride())
            throw new IllegalArgumentException("Architecture: a first kernel must be at least its stride of "
                    + first.stride() + " wide, or it leaves out pixels, got " + side);
        List<Convolution> changed = new ArrayList<>(convolutions);
        changed.set(0, new Convolution(first.filters(), side, first.stride(), first.padding(), first.pooling()));
        return new Architecture(channels, height, width, changed, hidden, actions, valueHead, activation, layerNorm);
    }

    /** With another network's convolutions and hidden layers, for the same pictures and actions. */
    public Architecture withLayersOf(Architecture other) {
        return new Architecture(
                channels,
                height,
                width,
                other.convolutions,
                other.hidden,
                actions,
                valueHead,
                other.activation,
                other.layerNorm);
    }

    public Architecture withValueHead(boolean valueHead) {
        return new Architecture(
                channels, height, width, convolutions, hidden, actions, valueHead, activation, layerNorm);
    }

    /** Columns of the network's output: the logits and, with a value head, one more. */
    public int outputs() {
        return actions + (valueHead ? 1 : 0);
    }

    /** {C, H, W}. */
    public long[] inputShape() {
        return new long[] {channels, height, width};
    }

    /** Numbers in the last convolution's output, channels times rows times columns. */
    public int features() {
        int c = channels;
        int h = height;
        int w = width;
        for (Convolution conv : convolutions) {
            c = conv.filters();
            h = conv.outputSide(h);
            w = conv.outputSide(w);
        }
        return c * h * w;
    }

    /**
     * How many of {@code side} rows or columns of a picture reach the output: strides may leave out the last ones, such
     * as 4 of 64 under the paper's. All of them where there is padding or pooling: {@link Window} leaves them out later.
     */
    public int seen(int side) {
        if (!withoutPaddingAndPooling()) return side;
        int seen = side;
        for (Convolution c : convolutions) seen = c.outputSide(seen);
        for (int i = convolutions.size() - 1; i >= 0; i--) {
            Convolution c = convolutions.get(i);
            seen = (seen - 1) * c.stride() + c.kernel();
        }
        return seen;
    }

    /**
     * Names and shapes of all parameters, as PyTorch has them: {@code conv1.weight} [O, I, k, k], {@code conv1.bias}
     * [O], …, {@code fc1.weight} [out, in], …; the last linear layer gives the logits; {@code value.weight} [1, in] and
     * {@code value.bias} [1] stand last where there is a value head. A layer normalisation has the name of the layer before
     * it, {@code conv1_norm.weight} [O, rows, columns], {@code fc1_norm.weight} [out], and as many biases.
     */
    public Map<String, long[]> parameterShapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        int in = channels;
        int h = height;
        int w = width;
        for (int i = 0; i < convolutions.size(); i++) {
            Convolution c = convolutions.get(i);
            String name = "conv" + (i + 1);
            shapes.put(name + ".weight", new long[] {c.filters(), in, c.kernel(), c.kernel()});
            shapes.put(name + ".bias", new long[] {c.filters()});
            if (layerNorm) putNorm(shapes, name, c.filters(), c.convolvedSide(h), c.convolvedSide(w));
            in = c.filters();
            h = c.outputSide(h);
            w = c.outputSide(w);
        }
        in = features();
        List<Integer> widths = new ArrayList<>(hidden);
        widths.add(actions);
        for (int i = 0; i < widths.size(); i++) {
            shapes.put("fc" + (i + 1) + ".weight", new long[] {widths.get(i), in});
            shapes.put("fc" + (i + 1) + ".bias", new long[] {widths.get(i)});
            if (layerNorm && i < widths.size() - 1) putNorm(shapes, "fc" + (i + 1), widths.get(i));
            if (i < widths.size() - 1) in = widths.get(i);
        }
        if (valueHead) {
            shapes.put("value.weight", new long[] {1, in});
            shapes.put("value.bias", new long[] {1});
        }
        return shapes;
    }

    private static void putNorm(Map<String, long[]> shapes, String layer, long... shape) {
        shapes.put(layer + PyTorchLayout.NORM + ".weight", shape);
        shapes.put(layer + PyTorchLayout.NORM + ".bias", shape);
    }

    /** Number of parameters. */
    public long parameters() {
        long sum = 0;
        for (long[] shape : parameterShapes().values()) {
            long n = 1;
            for (long d : shape) n *= d;
            sum += n;
        }
        return sum;
    }

    /** In words, without what it has not. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add("pictures " + channels + "x" + height + "x" + width);
        for (Convolution convolution : convolutions) parts.add("convolution " + convolution);
        for (int units : hidden) parts.add("hidden " + units);
        if (layerNorm) parts.add("layer normalisation");
        if (activation != Activation.RELU) parts.add(activation.toString());
        parts.add(actions + " actions");
        if (valueHead) parts.add("value head");
        return String.join(", ", parts);
    }
}
