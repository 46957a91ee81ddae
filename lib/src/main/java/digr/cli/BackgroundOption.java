package digr.cli;

import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.saliency.Background;
import java.nio.file.Path;
import java.util.function.IntFunction;
import picocli.CommandLine.Option;

/** Which background counterfactual methods put in place of things. */
final class BackgroundOption {
    @Option(
            names = "--background",
            paramLabel = "F.npz",
            description = "Of counterfactual methods: masks that such a method made, or states; default: the median of"
                    + " the states that are explained.")
    private Path file;

    /** What is read, not to be written over. */
    Path[] files() {
        return given() ? new Path[] {file} : new Path[0];
    }

    boolean given() {
        return file != null;
    }

    /** The provenance of what was made with it: the file is one of its parents, where one was given. */
    Provenance parentOf(Provenance made) {
        return given() ? made.withParent("background", SafeFiles.sha256(file)) : made;
    }

    /**
     * @param shape {C, H, W}
     * @param states number i to the state, uint8 [C, H, W]
     */
    Background of(int n, int[] shape, IntFunction<byte[]> states) {
        return given() ? Background.read(file) : Background.of(n, shape, states);
    }
}
