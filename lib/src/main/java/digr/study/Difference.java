package digr.study;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.OwnProvenance;
import digr.run.Safetensors;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * How a file that was made again differs from the one before.
 *
 * @param verdict how far
 * @param text in words
 */
public record Difference(Verdict verdict, String text) {
    /** How far two files are apart. */
    public enum Verdict {
        /** They are equal. */
        SAME_BYTES,
        /** They hold the same numbers; their provenance, such as the revision, differs. */
        SAME_NUMBERS,
        /** Another kind of processor made the one, and what it rounds differently can be the whole difference. */
        OTHER_PROCESSOR,
        /** Anything else. */
        DIFFERENT
    }

    /** What sums of float32 in another order may change, of the largest number of an array. */
    private static final double ROUNDING = 1e-4;

    /** What arrays, columns or pixels differ by. */
    private record Part(String name, double apart, double largest) {
        boolean differs() {
            return !(apart == 0);
        }

        boolean isRounding() {
            return apart <= ROUNDING * Math.max(largest, 1e-30);
        }

        @Override
        public String toString() {
            return Double.isNaN(apart)
                    ? name + " is another"
                    : String.format(Locale.ROOT, "%s by up to %.3g of %.3g", name, apart, largest);
        }
    }

    /**
     * @param pixels the red, green and blue of a picture's pixels, row by row
     * @throws UserException if a file cannot be read
     */
    public static Difference between(Path before, Path again, Function<Path, double[]> pixels) {
        try {
            if (Files.mismatch(before, again) < 0) return new Difference(Verdict.SAME_BYTES, "the same bytes");
        } catch (IOException e) {
            throw new UserException("reproduce: can't read " + before + " or " + again + ": " + e.getMessage(), e);
        }
        List<String> made = OwnProvenance.of(before)
                .flatMap(a -> OwnProvenance.of(again).map(a::diff))
                .orElse(List.of());
        List<Part> parts =
                parts(before, again, pixels).stream().filter(Part::differs).toList();
        String provenance = made.isEmpty() ? "" : "; provenance: " + String.join("; ", made);
        if (parts.isEmpty()) return new Difference(Verdict.SAME_NUMBERS, "the same numbers" + provenance);
        String what = "differs: "
                + String.join(", ", parts.stream().map(Part::toString).toList());
        boolean otherProcessor = made.stream().anyMatch(line -> line.startsWith("platform: "));
        if (!otherProcessor) return new Difference(Verdict.DIFFERENT, what + provenance);
        if (parts.stream().allMatch(Part::isRounding))
            return new Difference(
                    Verdict.OTHER_PROCESSOR, what + ", which another processor's rounding can do" + provenance);
        return new Difference(
                Verdict.DIFFERENT,
                what + ", more than another processor's rounding alone; a training multiplies it" + provenance);
    }

    private static List<Part> parts(Path before, Path again, Function<Path, double[]> pixels) {
        String name = before.getFileName().toString();
        if (name.endsWith(".csv"))
            return tables(Results.read(before).table(), Results.read(again).table());
        if (name.endsWith(".png")) return List.of(part("pixels", pixels.apply(before), pixels.apply(again)));
        if (name.endsWith(".npz")) return arrays(NpzFile.read(before), NpzFile.read(again));
        if (name.endsWith(".safetensors"))
            return arrays(
                    Safetensors.read(before).tensors(), Safetensors.read(again).tensors());
        return List.of(new Part("its content", Double.NaN, 0));
    }

    private static List<Part> arrays(Map<String, NdArray> before, Map<String, NdArray> again) {
        List<Part> parts = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(again.keySet());
        names.remove(NpzFile.PROVENANCE);
        for (String name : names) {
            NdArray a = before.get(name);
            NdArray b = again.get(name);
            boolean comparable = a != null && b != null && a.type() == b.type() && Arrays.equals(a.shape(), b.shape());
            parts.add(comparable ? part(name, numbers(a), numbers(b)) : new Part(name, Double.NaN, 0));
        }
        return parts;
    }

    private static double[] numbers(NdArray array) {
        return switch (array.type()) {
            case FLOAT32 ->
                IntStream.range(0, array.length())
                        .mapToDouble(i -> array.floats()[i])
                        .toArray();
            case FLOAT64 -> array.doubles();
            case INT32 -> Arrays.stream(array.ints()).asDoubleStream().toArray();
            case INT64 -> Arrays.stream(array.longs()).asDoubleStream().toArray();
            case BOOL ->
                IntStream.range(0, array.length())
                        .mapToDouble(i -> array.booleans()[i] ? 1 : 0)
                        .toArray();
            default ->
                IntStream.range(0, array.length())
                        .mapToDouble(i -> array.bytes()[i] & 255)
                        .toArray();
        };
    }

    private static Part part(String name, double[] a, double[] b) {
        if (a.length != b.length) return new Part(name, Double.NaN, 0);
        double apart = IntStream.range(0, a.length)
                .mapToDouble(i -> Double.compare(a[i], b[i]) == 0 ? 0 : Math.abs(a[i] - b[i]))
                .reduce(0, (x, y) -> Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : Math.max(x, y));
        double largest =
                DoubleStream.of(a).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        return new Part(name, apart, largest);
    }

    private static List<Part> tables(Table before, Table again) {
        Map<String, Column<?>> columns = new LinkedHashMap<>();
        again.columns().forEach(column -> columns.put(column.name(), column));
        List<Part> parts = new ArrayList<>();
        for (Column<?> a : before.columns()) {
            Column<?> b = columns.remove(a.name());
            if (b == null) parts.add(new Part(a.name(), Double.NaN, 0));
            else if (a instanceof NumericColumn<?> x && b instanceof NumericColumn<?> y)
                parts.add(part(a.name(), x.asDoubleArray(), y.asDoubleArray()));
            else parts.add(new Part(a.name(), a.asList().equals(b.asList()) ? 0 : Double.NaN, 0));
        }
        columns.keySet().forEach(name -> parts.add(new Part(name, Double.NaN, 0)));
        return parts;
    }

    @Override
    public String toString() {
        return text;
    }
}
