package digr.cli;

import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The states that a command reads: a .npy file [n, C, H, W], uint8, or float32 in [0, 1]. */
final class StateFile {
    private final Path path;
    private final NdArray states;

    private StateFile(Path path, NdArray states) {
        this.path = path;
        this.states = states;
    }

    /** @throws UserException if it is anything else, or empty */
    static StateFile read(Path path) {
        NdArray states = NpyFile.read(path);
        boolean fits = states.type() == NdArray.Type.UINT8 || states.type() == NdArray.Type.FLOAT32;
        if (!fits || states.shape().length != 4 || states.length() == 0)
            throw new UserException("States: " + path
                    + " must be [n, C, H, W], none empty, uint8, or float32 in [0, 1], got " + states);
        StateFile file = new StateFile(path, states);
        if (states.type() == NdArray.Type.FLOAT32) file.checkValues();
        return file;
    }

    private void checkValues() {
        float[] values = states.floats();
        for (int i = 0; i < values.length; i++)
            if (!(values[i] >= 0 && values[i] <= 1))
                throw new UserException("States: " + path + " must lie in [0, 1], got " + values[i] + " in state "
                        + i / (values.length / size())
                        + (values[i] > 1 && values[i] <= 255 ? "; divide by 255, or save as uint8" : ""));
    }

    /** @throws UserException if the policy sees states of another shape */
    void requireShape(long[] shape) {
        long[] ours = {channels(), height(), width()};
        if (!Arrays.equals(ours, shape))
            throw new UserException("States: " + path + " must be [n, " + shape[0] + ", " + shape[1] + ", " + shape[2]
                    + "] for this policy, got " + states);
    }

    int size() {
        return states.shape()[0];
    }

    int channels() {
        return states.shape()[1];
    }

    int height() {
        return states.shape()[2];
    }

    int width() {
        return states.shape()[3];
    }

    /** {C, H, W}. */
    List<Integer> shape() {
        return List.of(channels(), height(), width());
    }

    /** uint8 [n, C, H, W], floats rounded to the nearest of 1/255. */
    byte[] bytes() {
        if (states.type() == NdArray.Type.UINT8) return states.bytes();
        float[] values = states.floats();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Math.round(255 * values[i]);
        return bytes;
    }

    /** States from to to − 1, float32 [to − from, C, H, W]. */
    INDArray part(int from, int to) {
        int length = channels() * height() * width();
        float[] values = new float[(to - from) * length];
        boolean bytes = states.type() == NdArray.Type.UINT8;
        for (int i = 0; i < values.length; i++) {
            int at = from * length + i;
            values[i] = bytes ? (states.bytes()[at] & 255) / 255f : states.floats()[at];
        }
        return Nd4j.createFromArray(values).reshape(to - from, channels(), height(), width());
    }

    /**
     * One state to look at: its three channels as RGB, else the last channel, of a stack the newest frame, in gray.
     *
     * @return [3 or 1, H, W]
     */
    float[] frame(int i) {
        float[] state = part(i, i + 1).data().asFloat();
        return channels() == 3 ? state : Arrays.copyOfRange(state, state.length - height() * width(), state.length);
    }
}
