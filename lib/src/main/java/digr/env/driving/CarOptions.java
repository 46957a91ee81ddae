package digr.env.driving;

import digr.env.Controls;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The agent's car of {@link Highway}: its speed is held, and a lane assistant holds its heading to the road.
 *
 * @param speed in (0, 40] m/s
 * @param drifts what each action asks for: m/s across the road, to the left below 0; at most half the speed
 */
public record CarOptions(double speed, List<Double> drifts) {

    public CarOptions {
        drifts = List.copyOf(drifts);
        HighwayOptions.require(speed > 0 && speed <= 40, "the speed lies in (0, 40] m/s, got " + speed);
        HighwayOptions.require(!drifts.isEmpty(), "at least one drift is needed, got none");
        for (double drift : drifts)
            HighwayOptions.require(
                    Math.abs(drift) <= speed / 2, "a drift is at most half the speed of " + speed + ", got " + drift);
    }

    /** 20 m/s; drifts of 3 m/s to the left, none, 3 m/s to the right. */
    public static CarOptions defaults() {
        return new CarOptions(20, List.of(-3.0, 0.0, 3.0));
    }

    public CarOptions withSpeed(double speed) {
        return new CarOptions(speed, drifts);
    }

    /** The arrows to the left and right drift as far as the car can; while none is held, it drifts least. */
    public Controls controls() {
        int least = drift(Comparator.comparingDouble((Double drift) -> -Math.abs(drift)));
        return new Controls(
                drifts.stream().map(this::name).toList(),
                Map.of(
                        "ArrowLeft", drift(Comparator.reverseOrder()),
                        "ArrowUp", least,
                        "ArrowRight", drift(Comparator.naturalOrder())),
                least,
                (int) Math.round(1000 * Highway.TIME_STEP));
    }

    private int drift(Comparator<Double> greatest) {
        return drifts.indexOf(Collections.max(drifts, greatest));
    }

    private String name(double drift) {
        if (drift == 0) return "stay";
        String name = drift < 0 ? "drift left" : "drift right";
        return drifts.size() <= 3 ? name : name + " " + Math.abs(drift) + " m/s";
    }

    /** An action for each of these, in m/s across the road. */
    public CarOptions withDrifts(double... drifts) {
        return new CarOptions(speed, Arrays.stream(drifts).boxed().toList());
    }
}
