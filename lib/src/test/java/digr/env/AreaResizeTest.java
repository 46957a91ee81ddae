package digr.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AreaResizeTest {
    private static byte[] shrink(int width, int outWidth, int outHeight, int... picture) {
        byte[] pixels = new byte[picture.length];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) picture[i];
        byte[] out = new byte[outWidth * outHeight];
        new AreaResize(width, picture.length / width, outWidth, outHeight).shrink(pixels, out, 0);
        return out;
    }

    @Test
    void everyPixelOfEveryScreenIsOpenCvs() throws IOException {
        byte[] screens = GoldenFiles.npy("breakout/raw_gray.npy.gz");
        byte[] expected = GoldenFiles.npy("breakout/raw_gray_84.npy.gz");
        int n = screens.length / (210 * 160);
        assertEquals(38, n);
        byte[] small = new byte[n * 84 * 84];
        var resize = new AreaResize(160, 210, 84, 84);
        for (int i = 0; i < n; i++)
            resize.shrink(Arrays.copyOfRange(screens, i * 210 * 160, (i + 1) * 210 * 160), small, i * 84 * 84);
        assertArrayEquals(expected, small);
    }

    /** Three pixels to two: (a + b/2) / 1.5 and (b/2 + c) / 1.5. */
    @Test
    void halvesOfAPixelGoToBothSides() {
        assertArrayEquals(new byte[] {20, 40}, shrink(3, 2, 1, 15, 30, 45));
        assertArrayEquals(new byte[] {20, 40}, shrink(1, 1, 2, 15, 30, 45));
    }

    @Test
    void whiteIsNotNegativeAndTiesGoToTheEvenNumber() {
        assertArrayEquals(new byte[] {(byte) 255}, shrink(2, 1, 1, 255, 255, 255, 255));
        assertArrayEquals(new byte[] {2, 4}, shrink(4, 2, 1, 2, 3, 3, 4)); // 2.5 and 3.5
    }

    @Test
    void keepsAPictureOfTheSameSize() {
        assertArrayEquals(new byte[] {1, 2, 3, 4}, shrink(2, 2, 2, 1, 2, 3, 4));
    }
}
