package digr.cli;

import digr.policy.LoadOptions;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Anyone's policy. */
final class PolicyOptions {
    @Option(
            names = "--policy",
            required = true,
            paramLabel = "F",
            description = "Safetensors, npz in PyTorch's names, or DL4J zip.")
    Path file;

    @Mixin
    private StridesOption strides;

    /** @param input {C, H, W}, for files that do not hold it */
    PolicyWeights read(List<Integer> input) {
        return PolicyFile.read(file, new LoadOptions(strides.strides, input));
    }
}
