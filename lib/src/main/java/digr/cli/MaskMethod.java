package digr.cli;

import digr.saliency.NamedMethod;
import java.util.ArrayList;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What makes DIGR's masks, by its name on the command line.
 *
 * @param named a saliency method; null for {@link #REMOVAL}
 */
record MaskMethod(NamedMethod named) {
    static final String REMOVAL = "removal";

    /** Where nothing else is asked for: the paper's. */
    static final String USUAL = "gaussian-blur";

    /** For the help. */
    static final class Names extends ArrayList<String> {
        Names() {
            for (NamedMethod method : NamedMethod.values()) add(method.toString());
            add(REMOVAL);
        }
    }

    static final class Converter implements ITypeConverter<MaskMethod> {
        @Override
        public MaskMethod convert(String name) {
            if (name.equals(REMOVAL)) return new MaskMethod(null);
            try {
                return new MaskMethod(NamedMethod.named(name));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Whether things are taken out of the picture where it is drawn. */
    boolean isRemoval() {
        return named == null;
    }

    boolean takesRadius() {
        return !isRemoval() && named.takesRadius();
    }

    boolean takesStride() {
        return !isRemoval() && named.takesStride();
    }

    @Override
    public String toString() {
        return isRemoval() ? REMOVAL : named.toString();
    }
}
