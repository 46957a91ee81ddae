package digr.cli;

import digr.nn.Architecture;
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

    /** Of what was read, as text: the one thing that shapes of parameters leave open. */
    static String strides(PolicyWeights read) {
        return read.architecture().convolutions().stream()
                .map(Architecture.Convolution::stride)
                .toList()
                .toString();
    }

    /** @param input {C, H, W}, for files that do not hold it */
    PolicyWeights read(List<Integer> input) {
        return PolicyFile.read(file, new LoadOptions(strides.strides, input));
    }
}
