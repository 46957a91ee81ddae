package digr;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.NdArray;
import digr.run.Safetensors;
import digr.run.UserException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A training's checkpoint with one of its parts damaged, in each way that a part can be. */
public final class DamagedCheckpoint {
    private DamagedCheckpoint() {}

    /** Asserts that a training takes its sound checkpoint, and refuses each damaged one in one line. */
    public static void assertRefused(Safetensors sound, Consumer<Safetensors> restore) {
        assertDoesNotThrow(() -> restore.accept(sound));
        assertRefused("an unknown part", with(sound, "training.unknown", NdArray.of(new byte[3], 3)), restore);
        sound.tensors().forEach((name, part) -> damages(name, part)
                .forEach(
                        (damage, damaged) -> assertRefused(name + ", " + damage, with(sound, name, damaged), restore)));
        sound.tensors().keySet().forEach(name -> assertRefused(name + " missing", with(sound, name, null), restore));
    }

    private static void assertRefused(String what, Safetensors damaged, Consumer<Safetensors> restore) {
        UserException e = assertThrows(UserException.class, () -> restore.accept(damaged), what);
        assertTrue(e.getMessage().lines().count() == 1, what + ": " + e.getMessage());
    }

    /** What a part may have become, by the damage. */
    private static Map<String, NdArray> damages(String name, NdArray part) {
        int[] shape = part.shape();
        Map<String, NdArray> damages = new TreeMap<>();
        damages.put("of another type", NdArray.of(new int[part.length()], shape));
        int[] longer = Arrays.copyOf(shape, shape.length + 1);
        longer[shape.length] = 1;
        damages.put("with one axis more", ofShape(part, longer));
        if (part.type() == NdArray.Type.INT64) {
            damages.put("negative", ofFirst(part, -1));
            damages.put("huge", ofFirst(part, Long.MAX_VALUE));
        }
        if (part.type() == NdArray.Type.FLOAT32) {
            damages.put("infinite", ofFirst(part, Float.POSITIVE_INFINITY));
            damages.put("not a number", ofFirst(part, Float.NaN));
            if (shape.length == 2 && shape[0] != shape[1])
                damages.put("transposed", ofShape(part, new int[] {shape[1], shape[0]}));
            if (name.contains(".moment1.")) damages.put("a negative mean of squares", ofFirst(part, -1));
        }
        if (part.type() == NdArray.Type.FLOAT64 && part.length() > 0)
            damages.put("infinite", ofFirst(part, Double.NEGATIVE_INFINITY));
        if (part.type() == NdArray.Type.UINT8 && part.length() > 0) {
            byte[] bytes = part.bytes();
            damages.put("cut off", NdArray.of(Arrays.copyOf(bytes, bytes.length / 2), bytes.length / 2));
        }
        return damages;
    }

    private static NdArray ofShape(NdArray part, int[] shape) {
        return switch (part.type()) {
            case BOOL -> NdArray.of(part.booleans(), shape);
            case UINT8 -> NdArray.of(part.bytes(), shape);
            case INT8 -> NdArray.ofSigned(part.bytes(), shape);
            case INT32 -> NdArray.of(part.ints(), shape);
            case INT64 -> NdArray.of(part.longs(), shape);
            case FLOAT32 -> NdArray.of(part.floats(), shape);
            case FLOAT64 -> NdArray.of(part.doubles(), shape);
        };
    }

    /** With another first number. */
    private static NdArray ofFirst(NdArray part, double first) {
        switch (part.type()) {
            case INT64 -> {
                long[] numbers = part.longs().clone();
                numbers[0] = (long) first;
                return NdArray.of(numbers, part.shape());
            }
            case FLOAT32 -> {
                float[] numbers = part.floats().clone();
                numbers[0] = (float) first;
                return NdArray.of(numbers, part.shape());
            }
            default -> {
                double[] numbers = part.doubles().clone();
                numbers[0] = first;
                return NdArray.of(numbers, part.shape());
            }
        }
    }

    /** @param part null to leave it out */
    private static Safetensors with(Safetensors sound, String name, NdArray part) {
        Map<String, NdArray> tensors = new LinkedHashMap<>(sound.tensors());
        if (part == null) tensors.remove(name);
        else tensors.put(name, part);
        return new Safetensors(sound.metadata(), tensors);
    }
}
