package digr.saliency;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pixels of a picture: rows {@code top} to {@code bottom} − 1, columns {@code left} to {@code right} − 1.
 */
record Box(int top, int left, int bottom, int right) {
    /**
     * Square windows at every {@code stride}-th row and column, and at the last ones where they fit, so that every pixel
     * is in one; in a smaller picture, the picture.
     */
    static List<Box> windows(int height, int width, int side, int stride) {
        List<Box> windows = new ArrayList<>();
        for (int y : starts(height, side, stride))
            for (int x : starts(width, side, stride))
                windows.add(new Box(y, x, Math.min(y + side, height), Math.min(x + side, width)));
        return windows;
    }

    private static int[] starts(int length, int side, int stride) {
        int last = Math.max(0, length - side);
        int steps = (last + stride - 1) / stride;
        return IntStream.rangeClosed(0, steps)
                .map(k -> Math.min(k * stride, last))
                .toArray();
    }

    /** With so many pixels more on each side, as far as the picture goes. */
    Box widened(int margin, int height, int width) {
        return new Box(
                Math.max(0, top - margin),
                Math.max(0, left - margin),
                Math.min(height, bottom + margin),
                Math.min(width, right + margin));
    }
}
