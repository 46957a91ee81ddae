package digr.paper;

import digr.distill.MaskSource;
import digr.run.Source;
import java.util.Arrays;
import java.util.Optional;

/** The states of another source, with all their pixels unimportant. */
record AllUnimportant(MaskSource all) implements MaskSource {
    @Override
    public Optional<Source> source() {
        return all.source();
    }

    @Override
    public String role() {
        return all.role() + ", all unimportant";
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public int[] stateShape() {
        return all.stateShape();
    }

    @Override
    public Optional<String> teacherSha256() {
        return all.teacherSha256();
    }

    @Override
    public byte[] states() {
        return all.states();
    }

    @Override
    public boolean[] unimportant(double lambda) {
        int[] shape = stateShape();
        boolean[] unimportant = new boolean[size() * shape[1] * shape[2]];
        Arrays.fill(unimportant, true);
        return unimportant;
    }
}
