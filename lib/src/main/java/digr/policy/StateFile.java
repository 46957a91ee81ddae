package digr.policy;

import digr.run.NdArray;
import digr.run.NpyRows;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The states that a command reads: a .npy file [n, C, H, W], uint8, or float32 in [0, 1]. Only those that are asked for
 * are in memory.
 */
public final class StateFile implements AutoCloseable {
    /** States that are looked at together. */
    private static final int PART = 64;

    private final Path path;
    private final NpyRows states;

    private StateFile(Path path, NpyRows states) {
        this.path = path;
        this.states = states;
    }

    /** @throws UserException if it is anything else, or empty */
    public static StateFile open(Path path) {
        StateFile file = new StateFile(path, NpyRows.open(path));
        try {
            file.check();
            return file;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void check() {
        boolean fits = states.type() == NdArray.Type.UINT8 || states.type() == NdArray.Type.FLOAT32;
        boolean empty = Arrays.stream(states.shape()).anyMatch(size -> size == 0);
        if (!fits || states.shape().length != 4 || empty)
            throw new UserException("States: " + path
                    + " must be [n, C, H, W], none empty, uint8, or float32 in [0, 1], got " + states);
        if (states.type() == NdArray.Type.FLOAT32)
            for (int from = 0; from < size(); from += PART) checkValues(from, Math.min(from + PART, size()));
    }

    private void checkValues(int from, int to) {
        float[] values = states.read(from, to).floats();
        for (int i = 0; i < values.length; i++)
            if (!(values[i] >= 0 && values[i] <= 1))
                throw new UserException("States: " + path + " must lie in [0, 1], got " + values[i] + " in state "
                        + (from + i / (values.length / (to - from)))
                        + (values[i] > 1 && values[i] <= 255 ? "; divide by 255, or save as uint8" : ""));
    }

    /** @throws UserException if the policy sees states of another shape */
    public void requireShape(long[] shape) {
        long[] ours = {channels(), height(), width()};
        if (!Arrays.equals(ours, shape))
            throw new UserException("States: " + path + " must be [n, " + shape[0] + ", " + shape[1] + ", " + shape[2]
                    + "] for this policy, got " + states);
    }

    public int size() {
        return states.shape()[0];
    }

    public int channels() {
        return states.shape()[1];
    }

    public int height() {
        return states.shape()[2];
    }

    public int width() {
        return states.shape()[3];
    }

    /** {C, H, W}. */
    public List<Integer> shape() {
        return List.of(channels(), height(), width());
    }

    /** State number i, uint8 [C, H, W], floats rounded to the nearest of 1/255. */
    public byte[] bytes(int i) {
        NdArray state = states.read(i, i + 1);
        if (state.type() == NdArray.Type.UINT8) return state.bytes();
        byte[] bytes = new byte[state.length()];
        for (int k = 0; k < bytes.length; k++) bytes[k] = (byte) Math.round(255 * state.floats()[k]);
        return bytes;
    }

    /** States from to to − 1, float32 [to − from, C, H, W]. */
    public INDArray part(int from, int to) {
        NdArray part = states.read(from, to);
        float[] values = part.type() == NdArray.Type.UINT8 ? scaled(part.bytes()) : part.floats();
        return Nd4j.createFromArray(values).reshape(to - from, channels(), height(), width());
    }

    private static float[] scaled(byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) values[i] = (bytes[i] & 255) / 255f;
        return values;
    }

    /**
     * One state to look at: its three channels as RGB, else the last channel, of a stack the newest frame, in gray.
     *
     * @return [3 or 1, H, W]
     */
    public float[] frame(int i) {
        float[] state = part(i, i + 1).data().asFloat();
        return channels() == 3 ? state : Arrays.copyOfRange(state, state.length - height() * width(), state.length);
    }

    @Override
    public void close() {
        states.close();
    }
}
