package digr.cli;

import digr.run.Named;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The constants of an enum by their names on the command line, in any case. What picocli says of a wrong one lists each
 * twice, by the name in Java, too.
 */
record EnumNames<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {
    @Override
    public E convert(String name) {
        try {
            return Named.of(type, name.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
