package digr.eval;

import digr.env.RedFetchGreen;
import digr.env.Room;
import digr.eval.EpisodePlayer.Agent;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * States of Red-Fetch-Green together with the rooms they show.
 *
 * @param frames uint8 [N, 3, 64, 64]; not copied
 * @param rooms N, in the same order
 */
public record RoomStates(byte[] frames, List<Room> rooms) {
    public RoomStates {
        rooms = List.copyOf(rooms);
    }

    /**
     * States that a policy sees, one of each of {@code n} episodes, every state before the episode's end equally likely,
     * so that no start dominates. Actions are sampled.
     *
     * @param purpose such as "validation" or "evaluation": names the seed stream, so that states drawn for one purpose
     *     are never those of another
     */
    public static RoomStates seenBy(Policy policy, int n, Seeds seeds, String purpose) {
        return of(roomsSeenBy(policy, n, seeds, purpose, Progress.NONE));
    }

    /** As {@link #seenBy}, the rooms alone. */
    static List<Room> roomsSeenBy(Policy policy, int n, Seeds seeds, String purpose, Progress progress) {
        Seeds own = seeds.split(purpose, 0);
        UniformRandomProvider choice = own.stream("choice");
        Room[] rooms = new Room[n];
        Agent agent = new PolicyAgent(policy, false, Optional.empty(), own.stream("attack"));
        Agent watched = plays -> {
            plays.forEach(
                    play -> { // keeps the t-th state with probability 1/t
                        if (choice.nextInt(play.length() + 1) == 0)
                            rooms[play.index] = ((RedFetchGreen) play.environment).room();
                    });
            return agent.act(plays);
        };
        EpisodePlayer.play(RedFetchGreen::new, n, own, watched, progress);
        return Arrays.asList(rooms);
    }

    /** What the rooms look like. */
    public static RoomStates of(List<Room> rooms) {
        try (RedFetchGreen painter = new RedFetchGreen()) {
            int size = Arrays.stream(painter.observationShape()).reduce(1, (a, b) -> a * b);
            byte[] frames = new byte[rooms.size() * size];
            for (int i = 0; i < rooms.size(); i++) {
                painter.reset(rooms.get(i));
                painter.observe(frames, i * size);
            }
            return new RoomStates(frames, rooms);
        }
    }

    /** N. */
    public int size() {
        return rooms.size();
    }

    /** The states from number {@code from} to before number {@code to}. */
    RoomStates part(int from, int to) {
        int size = frames.length / size();
        return new RoomStates(Arrays.copyOfRange(frames, from * size, to * size), rooms.subList(from, to));
    }
}
