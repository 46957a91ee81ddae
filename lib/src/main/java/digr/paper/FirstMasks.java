package digr.paper;

import digr.distill.MaskSource;
import digr.run.Source;
import digr.run.UserException;
import java.util.Arrays;
import java.util.Optional;

/** The first {@code size} states of a larger source. */
record FirstMasks(MaskSource all, int size) implements MaskSource {
    FirstMasks {
        if (size < 1 || size > all.size())
            throw new UserException(
                    "Ablation: needed a dataset of at least " + size + " states, this one has " + all.size());
    }

    @Override
    public Optional<Source> source() {
        return all.source();
    }

    @Override
    public String role() {
        return all.role() + ", first " + size;
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
        return Arrays.copyOf(all.states(), all.states().length / all.size() * size);
    }

    @Override
    public boolean[] unimportant(double lambda) {
        boolean[] ofAll = all.unimportant(lambda);
        return Arrays.copyOf(ofAll, ofAll.length / all.size() * size);
    }
}
