package digr.distill;

import digr.run.Deflated;
import digr.run.NdArray;
import digr.run.UserException;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The last states that the control policy met, and the teacher's logits there: a ring that forgets the oldest first.
 */
final class StateBuffer {
    private final int capacity;
    private final int stateSize;
    private final int actions;
    private final byte[] states;
    private final float[] teacher;
    private long added;

    StateBuffer(int capacity, int stateSize, int actions) {
        this.capacity = capacity;
        this.stateSize = stateSize;
        this.actions = actions;
        states = new byte[Math.multiplyExact(capacity, stateSize)];
        teacher = new float[capacity * actions];
    }

    int stateSize() {
        return stateSize;
    }

    int actions() {
        return actions;
    }

    /** Number of states held. */
    int size() {
        return sizeAfter(added);
    }

    /** Number of states held after so many were added. */
    int sizeAfter(long added) {
        return (int) Math.min(added, capacity);
    }

    /** Adds state {@code index} of {@code frames}. */
    void add(byte[] frames, int index, double[] teacherLogits) {
        int at = (int) (added++ % capacity);
        System.arraycopy(frames, index * stateSize, states, at * stateSize, stateSize);
        for (int a = 0; a < actions; a++) teacher[at * actions + a] = (float) teacherLogits[a];
    }

    /** Draws with replacement: one state for each row of {@code teacherLogits}, both overwritten. */
    void draw(UniformRandomProvider random, byte[] batch, double[][] teacherLogits) {
        for (int i = 0; i < teacherLogits.length; i++) {
            int at = random.nextInt(size());
            System.arraycopy(states, at * stateSize, batch, i * stateSize, stateSize);
            for (int a = 0; a < actions; a++) teacherLogits[i][a] = teacher[at * actions + a];
        }
    }

    long added() {
        return added;
    }

    /** The filled part's states, {@link Deflated}: they are some thirty times smaller then (Red-Fetch-Green). */
    byte[] packedStates() {
        return Deflated.pack(states, size() * stateSize);
    }

    /** The teacher's logits there, [size, actions]. */
    NdArray teacherToSave() {
        return NdArray.of(Arrays.copyOf(teacher, size() * actions), size(), actions);
    }

    /**
     * @param savedTeacher float32 [size, actions]
     * @throws UserException if the states are not as many
     */
    void restore(long added, byte[] packedStates, NdArray savedTeacher) {
        this.added = added;
        Deflated.unpack(packedStates, states, size() * stateSize);
        System.arraycopy(savedTeacher.floats(), 0, teacher, 0, savedTeacher.length());
    }
}
