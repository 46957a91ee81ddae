package digr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.ToyEnvironment;
import digr.env.RedFetchGreen;
import digr.env.Room;
import digr.env.Room.Colour;
import digr.env.Step;
import digr.eval.EpisodePlayer.Agent;
import digr.run.Progress;
import digr.run.Seeds;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpisodePlayerTest {
    private static final Agent RANDOM =
            plays -> plays.stream().mapToInt(play -> play.chance.nextInt(7)).toArray();

    /** Half of its episodes pay 1 after one step, half 0 after 60. */
    private static final class ShortPays extends ToyEnvironment {
        private boolean isShort;

        ShortPays() {
            super(60);
        }

        @Override
        public boolean ended() {
            return isShort && steps == 1 || super.ended();
        }

        @Override
        public void reset(long seed) {
            isShort = new Seeds(seed).stream("kind").nextBoolean();
            super.reset(seed);
        }

        @Override
        public Step step(int action) {
            super.step(action);
            return new Step(isShort ? 1 : 0, ended(), false);
        }
    }

    @Test
    void shortEpisodesCountNoMoreThanLongOnes() {
        Agent only = plays -> new int[plays.size()];
        List<Episode> played = EpisodePlayer.play(ShortPays::new, 1600, new Seeds(5), only, Progress.NONE);
        assertEquals(1600, played.size());
        double mean = played.stream().mapToDouble(Episode::total).average().orElseThrow();
        assertEquals(0.5, mean, 4 * 0.0125); // four standard errors; the first 1,600 ends would give 0.95
        played.forEach(episode -> assertEquals(episode.total() == 1 ? 1 : 60, episode.length()));
    }

    @Test
    void theSeedDecidesEachEpisodeWhateverTheirNumber() {
        List<Episode> few = EpisodePlayer.play(RedFetchGreen::new, 10, new Seeds(5), RANDOM, Progress.NONE);
        List<Episode> many = EpisodePlayer.play(RedFetchGreen::new, 100, new Seeds(5), RANDOM, Progress.NONE);
        List<Episode> others = EpisodePlayer.play(RedFetchGreen::new, 10, new Seeds(6), RANDOM, Progress.NONE);
        assertEquals(few, many.subList(0, 10));
        assertNotEquals(few, others);
    }

    @Test
    void whoWalksTheShortestPathAlwaysSucceeds() {
        Agent oracle = plays -> plays.stream()
                .mapToInt(play -> shortestPath(((RedFetchGreen) play.environment).room()))
                .toArray();
        List<Episode> played = EpisodePlayer.play(RedFetchGreen::new, 300, new Seeds(7), oracle, Progress.NONE);
        Returns returns = new Returns(played, new Seeds(7));
        assertEquals(1, returns.success().estimate());
        assertEquals(returns.success(), returns.share("took the green object"));
        assertEquals(0, returns.share("ran out of time").estimate());
        assertEquals(1, returns.mean().low());
        assertTrue(returns.success().low() > 0.98, returns.success().toString());
        played.forEach(episode -> assertTrue(episode.length() <= 25 && !episode.truncated(), episode.toString()));
    }

    /** The first action of a shortest way to the green object, by breadth-first search over rooms. */
    private static int shortestPath(Room start) {
        Map<Room, Integer> first = new HashMap<>(Map.of(start, -1));
        var queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            Room room = queue.remove();
            var front = room.itemAt(room.frontX(), room.frontY());
            if (front.isPresent() && front.get().colour() == Colour.GREEN)
                return first.get(room) < 0 ? RedFetchGreen.PICK_UP : first.get(room);
            for (int action : new int[] {RedFetchGreen.LEFT, RedFetchGreen.RIGHT, RedFetchGreen.FORWARD}) {
                Room next = after(room, action);
                int begin = first.get(room) < 0 ? action : first.get(room);
                if (first.putIfAbsent(next, begin) == null) queue.add(next);
            }
        }
        return RedFetchGreen.DONE; // walled in
    }

    private static Room after(Room room, int action) {
        int x = room.agentX();
        int y = room.agentY();
        boolean free = !Room.isWall(room.frontX(), room.frontY())
                && room.itemAt(room.frontX(), room.frontY()).isEmpty();
        return switch (action) {
            case RedFetchGreen.LEFT -> new Room(room.items(), x, y, (room.direction() + 3) % 4);
            case RedFetchGreen.RIGHT -> new Room(room.items(), x, y, (room.direction() + 1) % 4);
            default -> free ? new Room(room.items(), room.frontX(), room.frontY(), room.direction()) : room;
        };
    }
}
