package digr.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** What the shapes in a policy's file can't say. */
final class StridesOption {
    @Option(
            names = "--strides",
            split = ",",
            paramLabel = "S1,S2,...",
            hideParamSyntax = true,
            defaultValue = "4,2,1",
            description = "The convolutions' strides, where the file does not hold them. Default: ${DEFAULT-VALUE}.")
    List<Integer> strides;
}
