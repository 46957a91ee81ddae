package digr.eval;

import digr.env.RedFetchGreen;
import digr.env.Regions;
import digr.env.Room;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import java.util.Arrays;
import java.util.List;

/** States of Red-Fetch-Green: the rooms, which are painted when their frames are asked for. */
public record RoomStates(List<Room> rooms) implements LabelledStates {
    private static final int AN_EPISODE = 1;

    public RoomStates {
        rooms = List.copyOf(rooms);
        if (rooms.isEmpty()) throw new IllegalArgumentException("RoomStates: at least one room is needed");
    }

    /**
     * States that a policy sees, one of each of {@code n} episodes, every state before the episode's end equally
     * likely, so that no start dominates. Actions are sampled.
     *
     * @param purpose such as "validation" or "evaluation": names the seed stream, so that states drawn for one purpose
     *     are never those of another
     */
    public static RoomStates seenBy(Policy policy, int n, Seeds seeds, String purpose) {
        return new RoomStates(roomsSeenBy(policy, n, seeds, purpose, Progress.NONE));
    }

    /** As {@link #seenBy}, the rooms alone. */
    static List<Room> roomsSeenBy(Policy policy, int n, Seeds seeds, String purpose, Progress progress) {
        return new StateSampler<>(RedFetchGreen::new, RedFetchGreen::room)
                .draw(policy, n, AN_EPISODE, seeds.split(purpose, 0), progress);
    }

    @Override
    public byte[] frames() {
        try (RedFetchGreen painter = new RedFetchGreen()) {
            int size = Arrays.stream(painter.observationShape()).reduce(1, (a, b) -> a * b);
            byte[] frames = new byte[Math.multiplyExact(rooms.size(), size)];
            for (int i = 0; i < rooms.size(); i++) {
                painter.reset(rooms.get(i));
                painter.observe(frames, i * size);
            }
            return frames;
        }
    }

    @Override
    public int statesAnEpisode() {
        return AN_EPISODE;
    }

    @Override
    public Regions regions(int i) {
        return rooms.get(i).regions();
    }

    @Override
    public int[] shape() {
        return new int[] {3, RedFetchGreen.SIDE, RedFetchGreen.SIDE};
    }

    @Override
    public int size() {
        return rooms.size();
    }

    @Override
    public RoomStates part(int from, int to) {
        return new RoomStates(rooms.subList(from, to));
    }
}
