package digr.policy;

import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Pooling;
import digr.run.NdArray;
import digr.run.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the architecture that parameters of PyTorch's names and shapes belong to.
 *
 * <p>The shapes do not give all. Strides, padding and activation: told by the caller. The input's sides: a convolution
 * forgets up to stride − 1 rows, so that a whole range of sides gives the same number of features (60 to 67 pixels, with the paper's
 * network, all give 4x4). Where the caller does not tell, the paper's tasks' sides are taken if one lies in the range.
 */
final class ArchitectureFromShapes {
    /** Red-Fetch-Green, Breakout, driving. */
    private static final int[] USUAL_SIDES = {64, 84, 128};

    private final Map<String, NdArray> parameters;
    private final LoadOptions options;

    private ArchitectureFromShapes(Map<String, NdArray> parameters, LoadOptions options) {
        this.parameters = parameters;
        this.options = options;
    }

    /** @throws UserException if there is none, or more than one */
    static Architecture find(Map<String, NdArray> parameters, LoadOptions options) {
        return new ArchitectureFromShapes(parameters, options).find();
    }

    private Architecture find() {
        boolean convolves = parameters.keySet().stream().anyMatch(name -> name.startsWith("conv"));
        if (!parameters.containsKey(convolves ? "conv1.weight" : "fc1.weight")) throw nameless();
        List<Convolution> convolutions = convolutions();
        int features = shape("fc1.weight", 2)[1];
        int channels = convolutions.isEmpty() ? features : shape("conv1.weight", 4)[1];
        List<Integer> widths = IntStream.rangeClosed(1, count("fc"))
                .mapToObj(i -> shape("fc" + i + ".weight", 2)[0])
                .toList();
        List<Integer> input = options.input().isEmpty() ? deduce(channels, features, convolutions) : options.input();
        boolean fits = convolutions.isEmpty() || input.get(0) == channels;
        if (!fits || features(input, convolutions) != features)
            throw new UserException("Policy: "
                    + (convolutions.isEmpty() ? "" : "conv1.weight has " + channels + " input channels, ")
                    + "fc1.weight has " + features + " inputs, which an input of " + input + " does not give with "
                    + options.text(convolutions.size()));
        return new Architecture(
                input.get(0),
                input.get(1),
                input.get(2),
                convolutions,
                widths.subList(0, widths.size() - 1),
                widths.get(widths.size() - 1),
                parameters.containsKey("value.weight"),
                options.activation(),
                parameters.keySet().stream().anyMatch(name -> name.contains("_norm.")));
    }

    private List<Convolution> convolutions() {
        int n = count("conv");
        if (n == 0) return List.of();
        if (n != options.strides().size())
            throw new UserException("Policy: needed a stride for each of " + n + " convolutions, got "
                    + options.strides() + "; say --strides");
        List<Integer> padding = options.padding();
        if (padding.size() > 1 && padding.size() != n)
            throw new UserException("Policy: needed a padding for all, or for each of " + n + " convolutions, got "
                    + padding + "; say --padding");
        List<Convolution> convolutions = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            int[] shape = shape("conv" + i + ".weight", 4);
            if (shape[2] != shape[3])
                throw new UserException(
                        "Policy: conv" + i + ".weight must have a square kernel, got " + Arrays.toString(shape));
            convolutions.add(new Convolution(
                    shape[0],
                    shape[2],
                    options.strides().get(i - 1),
                    padding.get(Math.min(i, padding.size()) - 1),
                    Pooling.NONE));
        }
        return convolutions;
    }

    /** How many layers of this name there are. */
    private int count(String layer) {
        int n = 0;
        while (parameters.containsKey(layer + (n + 1) + ".weight")) n++;
        return n;
    }

    private UserException nameless() {
        return new UserException(
                "Policy: needed parameters conv1.weight, conv1.bias, ..., fc1.weight, fc1.bias, ..., got "
                        + (parameters.isEmpty()
                                ? "none"
                                : parameters.keySet().stream().limit(8).collect(Collectors.joining(", "))));
    }

    private int[] shape(String name, int axes) {
        NdArray array = parameters.get(name);
        if (array == null)
            throw new UserException(
                    "Policy: needed a parameter " + name + ", got none of this name, only " + parameters.keySet());
        int[] shape = array.shape();
        if (shape.length != axes || array.length() == 0)
            throw new UserException("Policy: " + name + " must have " + axes + " axes, none empty, got " + array);
        return shape;
    }

    /** Numbers that are no picture count as channels of one pixel. */
    private static List<Integer> deduce(int channels, int features, List<Convolution> convolutions) {
        if (convolutions.isEmpty()) return List.of(features, 1, 1);
        int filters = convolutions.get(convolutions.size() - 1).filters();
        int outputSide = (int) Math.round(Math.sqrt((double) features / filters));
        if ((long) outputSide * outputSide * filters != features)
            throw new UserException("Policy: the input is not square (fc1.weight has " + features + " inputs, conv"
                    + convolutions.size() + " " + filters + " filters); say its size with --input C,H,W");
        long smallest = outputSide;
        long largest = outputSide;
        for (int i = convolutions.size() - 1; i >= 0; i--) {
            Convolution c = convolutions.get(i);
            smallest = (smallest - 1) * c.stride() + c.kernel() - 2L * c.padding();
            largest = (largest - 1) * c.stride() + c.kernel() + c.stride() - 1 - 2L * c.padding();
        }
        long from = smallest;
        long to = largest;
        int[] sides = from == to
                ? new int[] {Math.toIntExact(from)}
                : Arrays.stream(USUAL_SIDES).filter(n -> from <= n && n <= to).toArray();
        if (sides.length != 1)
            throw new UserException("Policy: its input may have " + from + " to " + to
                    + " rows and columns; say its size with --input C,H,W");
        return List.of(channels, sides[0], sides[0]);
    }

    /** Numbers in the last convolution's output; 0 if the input is too small. */
    private static long features(List<Integer> input, List<Convolution> convolutions) {
        int rows = input.get(1);
        int columns = input.get(2);
        for (Convolution c : convolutions) {
            rows = c.outputSide(rows);
            columns = c.outputSide(columns);
        }
        int last = convolutions.size() - 1;
        return (long) rows
                * columns
                * (last < 0 ? input.get(0) : convolutions.get(last).filters());
    }
}
