package digr.cli;

import digr.nn.Activation;
import digr.policy.LoadOptions;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the names and shapes of parameters in a policy's file can't say. */
final class UnsaidOptions {
    private static final class Activations implements ITypeConverter<Activation>, Iterable<String> {
        @Override
        public Activation convert(String value) {
            return Arrays.stream(Activation.values())
                    .filter(activation -> name(activation).equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + String.join(", ", this) + " but was '" + value + "'"));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Activation.values()).map(Activations::name).iterator();
        }

        private static String name(Activation activation) {
            return activation.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--strides",
            split = ",",
            paramLabel = "S1,S2,...",
            hideParamSyntax = true,
            defaultValue = "4,2,1",
            description = "The convolutions' strides, where the file does not hold them. Default: ${DEFAULT-VALUE}.")
    private List<Integer> strides;

    @Option(
            names = "--padding",
            split = ",",
            paramLabel = "P1,P2,...",
            hideParamSyntax = true,
            defaultValue = "0",
            description = "Likewise their padding with zeros; one number is for all. Default: ${DEFAULT-VALUE}.")
    private List<Integer> padding;

    @Option(
            names = "--activation",
            converter = Activations.class,
            completionCandidates = Activations.class,
            defaultValue = "relu",
            description = "Likewise what stands behind every layer but the last: ${COMPLETION-CANDIDATES}; default"
                    + " ${DEFAULT-VALUE}.")
    private Activation activation;

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "255",
            description = "Likewise what the network divides pixels of 0 to 255 by; default ${DEFAULT-VALUE}.")
    private double scale;

    @Option(
            names = "--names",
            split = ",",
            paramLabel = "OURS=THEIRS",
            description = "Which layer is which, where the names in the file do not tell, such as"
                    + " conv1=body.0,conv2=body.2,fc1=body.5,fc2=head.")
    private Map<String, String> names = Map.of();

    /** @param input {C, H, W}, for files that do not hold it */
    LoadOptions with(List<Integer> input) {
        return new LoadOptions(strides, padding, activation, scale, input, names);
    }
}
