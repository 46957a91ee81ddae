package digr.cli;

import digr.nn.Architecture;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.run.SafeFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries a policy from one file format to another. */
@Command(
        name = "convert",
        description = {
            "Convert a policy between safetensors, npz in PyTorch's names, and DL4J zip.",
            "IN's content and OUT's ending (.safetensors, .npz, .zip) tell the formats. Only safetensors holds a provenance;"
                    + " a zip holds no value head."
        })
final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "IN", description = "The policy to read.")
    private Path in;

    @Parameters(paramLabel = "OUT", description = "The file to write or replace.")
    private Path out;

    @Mixin
    private UnsaidOptions unsaid;

    @Option(
            names = "--input",
            split = ",",
            paramLabel = "C,H,W",
            hideParamSyntax = true,
            description = "The input's shape, where IN leaves a choice.")
    private List<Integer> input = List.of();

    @Override
    public Integer call() {
        SafeFiles.requireTarget(out, in);
        PolicyWeights policy = PolicyOptions.read(in, unsaid.with(input), spec);
        PolicyFile.write(policy, out);
        PrintWriter err = spec.commandLine().getErr();
        Architecture architecture = policy.architecture();
        if (architecture.valueHead() && out.toString().endsWith(".zip"))
            err.println("left out the value head: a DL4J network has one output");
        err.printf(
                "wrote %s: input %s, %d actions, %,d parameters%n",
                out, Arrays.toString(architecture.inputShape()), architecture.actions(), architecture.parameters());
        return 0;
    }
}
