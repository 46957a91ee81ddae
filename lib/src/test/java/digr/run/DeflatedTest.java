package digr.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflatedTest {
    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Seeds(length).stream("bytes").nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 300_000})
    void whatIsPackedComesBackAndNothingBehindItIsTouched(int length) {
        byte[] bytes = random(length + 1);
        byte[] back = new byte[length + 1];
        back[length] = 7;
        Deflated.unpack(Deflated.pack(bytes, length), back, length);
        assertArrayEquals(Arrays.copyOf(bytes, length), Arrays.copyOf(back, length));
        assertEquals(7, back[length]);
    }

    @Test
    void aMillionZerosTakeLessThanFiveThousandBytes() {
        assertTrue(Deflated.pack(new byte[1_000_000], 1_000_000).length < 5000);
    }

    @Test
    void bytesOfAnotherNumberAreRefused() {
        byte[] packed = Deflated.pack(random(1000), 1000);
        byte[] cut = Arrays.copyOf(packed, packed.length / 2);
        byte[] wrong = packed.clone();
        wrong[500] ^= 1;
        for (byte[] damaged : new byte[][] {cut, wrong, {}, {1, 2, 3}})
            assertThrows(UserException.class, () -> Deflated.unpack(damaged, new byte[1000], 1000));
        for (int length : new int[] {999, 1001, 0}) {
            UserException e = assertThrows(UserException.class, () -> Deflated.unpack(packed, new byte[2000], length));
            assertEquals(
                    "Deflated: " + length + " bytes were to be unpacked, there are others; the file is damaged",
                    e.getMessage());
        }
    }
}
