package digr.saliency;

import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import digr.nn.Architecture.Convolution;
import digr.nn.HostArrays;
import digr.nn.Network;
import digr.policy.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A policy's logits at perturbed copies of a state, strip by strip: a strip is eight neighbouring columns of centres.
 * One thread's.
 *
 * <p>Eight by eight centres are a block, and what none of them changes in float32 is computed once for all: the second
 * convolution runs where they change its outputs, the rest of them are the unperturbed state's. The third one sees
 * nearly everything through any window, so that the layers from there on run whole, on some blocks together.
 */
final class PerturbedStrips implements IntConsumer {
    private static final int SIDE = 8;
    private static final int BATCH = 4 * SIDE * SIDE;

    /**
     * The part of the input that a block needs along one axis.
     *
     * @param needed outputs of the first convolution
     * @param changed outputs of the last one that runs in windows
     */
    private record Reach(Span needed, Span changed) {}

    private final Network network;
    private final int actions;
    private final PerturbationGrid grid;
    private final Mixture mixture;
    private final FirstLayer layer;
    private final double[][] logits;
    private final List<Convolution> windowed; // the first convolution and, where there is one, the second
    private final long[] firstShape; // {rows, columns, filters} of the first convolution's outputs
    private final long[] wholeShape; // and of the last windowed one's
    private final float[] unperturbed; // the latter for s
    private final INDArray firstWindow;
    private final INDArray secondWindow;
    private final INDArray whole;
    private final int[] centres = new int[BATCH]; // of the pictures in whole
    private int waiting; // how many they are

    /** @param logits by centre; written to */
    PerturbedStrips(Policy policy, PerturbationGrid grid, Mixture mixture, FirstLayer layer, double[][] logits) {
        network = policy.network();
        actions = policy.actions();
        this.grid = grid;
        this.mixture = mixture;
        this.layer = layer;
        this.logits = logits;
        List<Convolution> convolutions = network.architecture().convolutions();
        windowed = convolutions.subList(0, Math.min(2, convolutions.size()));
        firstShape = network.activationShape(1);
        wholeShape = network.activationShape(windowed.size());
        firstWindow = pictures(SIDE * SIDE, firstShape);
        secondWindow = pictures(SIDE * SIDE, wholeShape);
        whole = pictures(BATCH, wholeShape);
        unperturbed = HostArrays.floats(beyondFirst(layer.unperturbed(), pictures(1, wholeShape)));
    }

    static int count(PerturbationGrid grid) {
        return (grid.columns() - 1) / SIDE + 1;
    }

    @Override
    public void accept(int strip) {
        Span x = part(strip, grid.columns());
        Reach across = reach(x, grid.width(), 1);
        float[][][][] ofColumns = new float[x.size()][][][];
        for (int i = 0; i < ofColumns.length; i++)
            ofColumns[i] = layer.ofColumn((x.first() + i) * grid.stride(), across.needed);
        for (int block = 0; block * SIDE < grid.rows(); block++) {
            if (waiting + SIDE * SIDE > BATCH) runWhole();
            Span y = part(block, grid.rows());
            Reach down = reach(y, grid.height(), 0);
            int n = x.size() * y.size();
            HostArrays.withFloats(firstWindow, numbers -> {
                int k = waiting;
                int at = 0;
                for (int i = x.first(); i <= x.last(); i++)
                    for (int j = y.first(); j <= y.last(); j++) {
                        centres[k++] = j * grid.columns() + i;
                        at = layer.activations(
                                ofColumns[i - x.first()], j * grid.stride(), down.needed, across.needed, numbers, at);
                    }
            });
            written(firstWindow);
            INDArray changed = beyondFirst(
                    window(firstWindow, n, down.needed, across.needed, firstShape),
                    window(secondWindow, n, down.changed, across.changed, wholeShape));
            place(changed, n, down.changed, across.changed);
            waiting += n;
        }
        runWhole();
    }

    private static Span part(int i, int of) {
        return new Span(i * SIDE, Math.min(i * SIDE + SIDE, of) - 1);
    }

    /** @param axis 0 for rows, 1 for columns */
    private Reach reach(Span centres, int side, int axis) {
        Span pixels = new Span(centres.first() * grid.stride(), centres.last() * grid.stride());
        Span first = mixture.changed(pixels, side).seenBy(windowed.get(0), (int) firstShape[axis]);
        if (windowed.size() == 1) return new Reach(first, first);
        Span second = first.seenBy(windowed.get(1), (int) wholeShape[axis]);
        return new Reach(second.seenFor(windowed.get(1)), second);
    }

    /** The second convolution where there is one. @return y, or x */
    private INDArray beyondFirst(INDArray x, INDArray y) {
        if (windowed.size() == 1) return x;
        network.activations(2, x, y);
        return y;
    }

    /** Pictures that are unperturbed but in a window, behind those that are waiting. */
    private void place(INDArray changed, int n, Span rows, Span columns) {
        int filters = (int) wholeShape[2];
        int length = columns.size() * filters;
        HostArrays.withFloats(
                changed,
                from -> HostArrays.withFloats(whole, to -> {
                    for (int i = 0, at = 0; i < n; i++) {
                        int picture = (waiting + i) * unperturbed.length;
                        to.put(picture, unperturbed);
                        for (int p = rows.first(); p <= rows.last(); p++, at += length)
                            to.put(picture + (p * (int) wholeShape[1] + columns.first()) * filters, from, at, length);
                    }
                }));
        written(whole);
    }

    private void runWhole() {
        INDArray pictures = waiting == BATCH ? whole : whole.get(interval(0, waiting));
        double[] outputs = HostArrays.doubles(network.forwardFromActivation(windowed.size(), pictures));
        int length = outputs.length / waiting;
        for (int i = 0; i < waiting; i++)
            logits[centres[i]] = Arrays.copyOfRange(outputs, i * length, i * length + actions);
        waiting = 0;
    }

    private static INDArray pictures(int n, long[] shape) {
        return Nd4j.createUninitialized(DataType.FLOAT, n, shape[0], shape[1], shape[2]);
    }

    /** The first numbers of a buffer as n pictures. */
    private static INDArray window(INDArray buffer, int n, Span rows, Span columns, long[] shape) {
        long length = n * rows.size() * columns.size() * shape[2];
        return buffer.reshape(buffer.length())
                .get(interval(0, length))
                .reshape(n, rows.size(), columns.size(), shape[2]);
    }

    private static void written(INDArray array) {
        Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
    }
}
