package digr.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpertAnnotationTest {
    private static final NdArray STATES = NdArray.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 1, 2, 2);
    private static final boolean[] IMPORTANT = {true, false, false, false, false, true, true, false};

    @TempDir
    Path folder;

    @Test
    void whatIsNotMarkedIsUnimportantAtAnyLambda() {
        NpzFile.write(file(), Map.of("states", STATES, "important", NdArray.of(IMPORTANT, 2, 2, 2)));
        MaskSource annotation = assertInstanceOf(ExpertAnnotation.class, MaskSource.load(file()));
        assertEquals(2, annotation.size());
        assertArrayEquals(new int[] {1, 2, 2}, annotation.stateShape());
        assertArrayEquals(STATES.bytes(), annotation.states());
        boolean[] unimportant = {false, true, true, true, true, false, false, true};
        for (double lambda : new double[] {0, 0.005, 0.1, 0.99})
            assertArrayEquals(unimportant, annotation.unimportant(lambda));
        assertThrows(IllegalArgumentException.class, () -> annotation.unimportant(1));
    }

    @Test
    void filesOfAnotherKindAreRefused() {
        NdArray important = NdArray.of(IMPORTANT, 2, 2, 2);
        assertRefused("marks of another size", Map.of("states", STATES, "important", NdArray.of(IMPORTANT, 8, 1, 1)));
        assertRefused("marks as bytes", Map.of("states", STATES, "important", NdArray.of(new byte[8], 2, 2, 2)));
        assertRefused("no states", Map.of("important", important));
        assertRefused(
                "states as floats", Map.of("states", NdArray.of(new float[8], 2, 1, 2, 2), "important", important));
        assertRefused("none at all", Map.of("states", NdArray.of(new byte[0], 0, 1, 2, 2), "important", important));
        assertRefused("something else", Map.of("weights", STATES));
    }

    private void assertRefused(String what, Map<String, NdArray> arrays) {
        NpzFile.write(file(), arrays);
        Exception e = assertThrows(UserException.class, () -> MaskSource.load(file()), what);
        assertTrue(
                e.getMessage().startsWith("MaskSource: " + file() + ": needed")
                        || e.getMessage().contains("must be"),
                e.getMessage());
    }

    private Path file() {
        return folder.resolve("annotation.npz");
    }
}
