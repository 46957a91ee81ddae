package digr;

import digr.env.Environment;
import digr.env.Step;

/**
 * A task for tests, each of which overrides what it needs: one black pixel, two actions, no rewards, a number of steps.
 */
public abstract class ToyEnvironment implements Environment {
    /** Taken in this episode; -1 before the first. */
    protected int steps = -1;

    private final int length;

    /** @param length after how many steps the episode ends */
    protected ToyEnvironment(int length) {
        this.length = length;
    }

    @Override
    public int[] observationShape() {
        return new int[] {1, 1, 1};
    }

    @Override
    public int actions() {
        return 2;
    }

    @Override
    public void reset(long seed) {
        steps = 0;
    }

    @Override
    public Step step(int action) {
        steps++;
        return new Step(0, ended(), false);
    }

    @Override
    public boolean ended() {
        return steps < 0 || steps >= length;
    }

    @Override
    public void observe(byte[] frame, int offset) {
        frame[offset] = 0;
    }

    @Override
    public byte[] saveState() {
        return new byte[] {(byte) steps};
    }

    @Override
    public void restoreState(byte[] state) {
        steps = state[0];
    }
}
