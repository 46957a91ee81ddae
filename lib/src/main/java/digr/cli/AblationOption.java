package digr.cli;

import digr.paper.Ablation;
import java.util.ArrayList;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ablations by their names on the command line. */
final class AblationOption implements ITypeConverter<Ablation> {
    /** For the help. */
    static final class Names extends ArrayList<String> {
        Names() {
            for (Ablation ablation : Ablation.values()) add(ablation.toString());
        }
    }

    @Override
    public Ablation convert(String name) {
        try {
            return Ablation.named(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
