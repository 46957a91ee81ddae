package digr.study;

import digr.nn.Initialiser;
import digr.nn.Network;
import digr.nn.Width;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import digr.saliency.GaussianBlur;
import digr.saliency.NamedMethod;
import digr.saliency.SaliencyMethod;
import java.util.List;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a map of one state costs as pictures and networks grow: Red-Fetch-Green's rooms enlarged, and networks of random
 * weights. A blur's radius grows with the picture, 4 of 64 pixels; a counterfactual's window stays as it is.
 *
 * @param seconds that warming up and timing take for each point, at least; one map warms up, and two are timed, at least
 */
public record CostRun(double seconds) {
    /** The paper's convolutions leave nothing of a smaller picture. */
    public static final int LEAST_SIDE = 36;

    private static final int ACTIONS = 7;
    private static final int LEAST_MAPS = 2;
    private static final double NANOS = 1e9;

    /** What is measured: a method on pictures of {@code side} x {@code side} and a network. */
    public record Point(NamedMethod method, Width width, int side) {
        public Point {
            if (side < LEAST_SIDE)
                throw new IllegalArgumentException(
                        "CostRun: a side needs " + LEAST_SIDE + " pixels or more, got " + side);
        }

        private Policy policy() {
            Network network = new Network(width.of(EnlargedRooms.CHANNELS, side, side, ACTIONS), DataType.FLOAT);
            Initialiser.orthogonal(network, new Seeds(0).stream("initialisation"));
            return new Policy(network);
        }

        private SaliencyMethod method(EnlargedRooms rooms) {
            return method.with(new GaussianBlur(side / 16.0), rooms.background(), 0);
        }

        @Override
        public String toString() {
            return method + ", " + width + ", " + side + " pixels";
        }

        /** Makes a map; until then the network has made one pass. For who watches the memory. */
        public Runnable map() {
            EnlargedRooms rooms = new EnlargedRooms(side);
            Policy policy = policy();
            SaliencyMethod method = method(rooms);
            INDArray state = policy.states(rooms.frames().get(0), 1);
            policy.logits(state);
            return () -> method.explain(policy, state);
        }
    }

    /** Times the point's maps of states in turn. */
    public Timing time(Point point) {
        EnlargedRooms rooms = new EnlargedRooms(point.side);
        Policy policy = point.policy();
        SaliencyMethod method = point.method(rooms);
        maps(method, policy, rooms.frames(), 1);
        return new Timing(maps(method, policy, rooms.frames(), LEAST_MAPS));
    }

    private double[] maps(SaliencyMethod method, Policy policy, List<byte[]> frames, int least) {
        DoubleStream.Builder times = DoubleStream.builder();
        long started = System.nanoTime();
        for (int n = 0; n < least || System.nanoTime() - started < seconds * NANOS; n++) {
            Progress.checkInterrupted();
            times.add(MethodTimer.milliseconds(method, policy, frames.get(n % frames.size())));
        }
        return times.build().toArray();
    }
}
