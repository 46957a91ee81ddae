package digr.lab;

import digr.env.Breakout;
import digr.env.Environment;
import digr.env.RedFetchGreen;
import digr.env.carla.CarlaHighway;
import digr.env.driving.Highway;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How somebody plays an environment.
 *
 * @param actions what they are called
 * @param keys of the page, each with its action
 * @param idle the action while no key is held
 * @param tickMillis how long a step lasts; 0 where the game waits for the player
 */
record GameControls(List<String> actions, Map<String, Integer> keys, int idle, int tickMillis) {
    private static final int BREAKOUT_MILLIS = 67; // four frames, 60 a second
    private static final int DIGITS = 9;

    static GameControls of(Environment environment) {
        if (environment instanceof RedFetchGreen)
            return new GameControls(
                    List.of("turn left", "turn right", "forward", "pick up", "drop", "toggle", "done"),
                    Map.of(
                            "ArrowLeft", RedFetchGreen.LEFT,
                            "ArrowRight", RedFetchGreen.RIGHT,
                            "ArrowUp", RedFetchGreen.FORWARD,
                            " ", RedFetchGreen.PICK_UP),
                    RedFetchGreen.DONE,
                    0);
        if (environment instanceof Breakout)
            return new GameControls(
                    List.of("nothing", "serve", "right", "left"),
                    Map.of(" ", 1, "ArrowRight", 2, "ArrowLeft", 3),
                    0,
                    BREAKOUT_MILLIS);
        if (environment instanceof Highway || environment instanceof CarlaHighway)
            return new GameControls(
                    List.of("left", "straight on", "right"),
                    Map.of("ArrowLeft", 0, "ArrowUp", 1, "ArrowRight", 2),
                    1,
                    (int) Math.round(1000 * Highway.TIME_STEP));
        List<Integer> all = IntStream.range(0, environment.actions()).boxed().toList();
        return new GameControls(
                all.stream().map(a -> "action " + a).toList(),
                all.stream().filter(a -> a < DIGITS).collect(Collectors.toMap(a -> String.valueOf(a + 1), a -> a)),
                0,
                0);
    }
}
