package digr.study;

import digr.env.RedFetchGreen;
import digr.env.Room;
import digr.run.Seeds;
import digr.saliency.Background;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pictures of Red-Fetch-Green of any size, to see what a map costs there: each pixel is the nearest one of the original. */
public final class EnlargedRooms {
    /** Of red, green and blue. */
    public static final int CHANNELS = 3;

    private static final int BACKGROUND_STATES = 100;

    private final int side;
    private final List<byte[]> frames;

    /** @param side pixels, at least 1 */
    public EnlargedRooms(int side) {
        this.side = side;
        var random = new Seeds(0).stream("rooms");
        frames = Stream.generate(() -> enlarged(RedFetchGreen.picture(Room.random(random)), side))
                .limit(BACKGROUND_STATES)
                .toList();
    }

    /** uint8 [3, side, side] each, always the same. */
    public List<byte[]> frames() {
        return frames;
    }

    /** Their median: the empty room. */
    public Background background() {
        int size = CHANNELS * side * side;
        byte[] together = new byte[frames.size() * size];
        for (int n = 0; n < frames.size(); n++) System.arraycopy(frames.get(n), 0, together, n * size, size);
        return Background.of(together, new int[] {CHANNELS, side, side});
    }

    static byte[] enlarged(byte[] picture, int side) {
        int of = RedFetchGreen.SIDE;
        byte[] enlarged = new byte[CHANNELS * side * side];
        IntStream.range(0, enlarged.length).forEach(i -> {
            int channel = i / (side * side);
            int y = i / side % side * of / side;
            int x = i % side * of / side;
            enlarged[i] = picture[(channel * of + y) * of + x];
        });
        return enlarged;
    }
}
