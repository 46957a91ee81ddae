package digr.cli;

import digr.nn.Architecture;
import digr.policy.LoadOptions;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Anyone's policy. */
final class PolicyOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "F",
            description = {
                "Safetensors, npz in PyTorch's names, ONNX, or DL4J zip; state dicts of CleanRL and Stable-Baselines3, too.",
                "What a file of bare parameters does not say is told by the options below, and said on standard error."
            })
    Path file;

    @Mixin
    private UnsaidOptions unsaid;

    /** Of what was read, as text: the one thing that shapes of parameters leave open. */
    static String strides(PolicyWeights read) {
        return read.architecture().convolutions().stream()
                .map(Architecture.Convolution::stride)
                .toList()
                .toString();
    }

    /** @param input {C, H, W}, for files that do not hold it */
    PolicyWeights read(List<Integer> input) {
        return read(file, unsaid.with(input), command);
    }

    /** Reads a policy, and says on standard error what its file does not say and was assumed. */
    static PolicyWeights read(Path file, LoadOptions options, CommandSpec command) {
        PolicyWeights read = PolicyFile.read(file, options);
        read.assumed()
                .ifPresent(
                        assumed -> command.commandLine().getErr().println("digr: assumed of " + file + ": " + assumed));
        return read;
    }
}
