package digr.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seeds as a user writes them: 0-2, or 3. */
record SeedRange(List<Long> seeds) {
    private static final int MOST = 1000;

    static final class Converter implements ITypeConverter<SeedRange> {
        @Override
        public SeedRange convert(String value) {
            String[] ends = value.split("-", -1);
            try {
                long first = Long.parseLong(ends[0]);
                long last = Long.parseLong(ends[ends.length - 1]);
                if (ends.length <= 2 && first <= last && last - first < MOST) return of(first, last);
            } catch (NumberFormatException e) { // told below
            }
            throw new TypeConversionException("needed seeds such as 0-2, at most " + MOST + ", got '" + value + "'");
        }
    }

    private static SeedRange of(long first, long last) {
        List<Long> seeds = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) seeds.add(seed);
        return new SeedRange(seeds);
    }
}
