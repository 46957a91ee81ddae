package digr.env;

import java.util.Optional;

/**
 * A rectangle of pixels of the Atari's screen, 160 wide and 210 high, from the top left.
 *
 * @param x its left column
 * @param y its upper row
 */
public record ScreenBox(int x, int y, int width, int height) {
    /** What both have in common, if anything. */
    Optional<ScreenBox> intersection(ScreenBox other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        int right = Math.min(x + width, other.x + other.width);
        int bottom = Math.min(y + height, other.y + other.height);
        return left < right && top < bottom
                ? Optional.of(new ScreenBox(left, top, right - left, bottom - top))
                : Optional.empty();
    }

    /**
     * Marks the pixels of a screen shrunk to {@code side} x {@code side} that show any of it.
     *
     * @param marked [side · side], row by row
     */
    public void mark(boolean[] marked, int side) {
        for (int row = first(y, Emulator.HEIGHT, side); row <= last(y + height, Emulator.HEIGHT, side); row++)
            for (int column = first(x, Emulator.WIDTH, side); column <= last(x + width, Emulator.WIDTH, side); column++)
                marked[row * side + column] = true;
    }

    /** The first of {@code side} equal parts of {@code length} that reaches beyond {@code from}. */
    private static int first(int from, int length, int side) {
        return Math.max(0, Math.floorDiv(from * side, length));
    }

    /** The last that begins before {@code to}. */
    private static int last(int to, int length, int side) {
        return Math.min(side - 1, Math.floorDiv(to * side - 1, length));
    }
}
