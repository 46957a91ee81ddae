package digr.cli;

import digr.saliency.Background;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which background counterfactual methods put in place of things. */
final class BackgroundOption {
    @Option(
            names = "--background",
            paramLabel = "F.npz",
            description = "Of counterfactual methods: masks that such a method made, or states; default: the median of"
                    + " the states that are explained.")
    private Path file;

    boolean given() {
        return file != null;
    }

    /**
     * @param states uint8 [n, C, H, W]
     * @param shape {C, H, W}
     */
    Background of(byte[] states, int... shape) {
        return given() ? Background.read(file) : Background.of(states, shape);
    }
}
