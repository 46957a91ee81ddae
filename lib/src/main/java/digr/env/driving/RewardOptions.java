package digr.env.driving;

/**
 * What {@link Highway} pays, see there.
 *
 * @param driftCost taken from a step whose action asks for a drift
 * @param crashCost taken from the step that crashes
 * @param margin metres that should be free beside the car, to the road's edges and to cars abreast
 * @param marginCost taken from a step, times the share of the margin that is missing
 * @param scale times every reward, in (0, 1]
 */
public record RewardOptions(double driftCost, double crashCost, double margin, double marginCost, double scale) {

    public RewardOptions {
        HighwayOptions.require(
                driftCost >= 0 && crashCost >= 0 && marginCost >= 0,
                "costs must not be negative, got " + driftCost + ", " + crashCost + " and " + marginCost);
        HighwayOptions.require(margin > 0 && margin <= 5, "the margin lies in (0, 5] m, got " + margin);
        HighwayOptions.require(scale > 0 && scale <= 1, "the scale of rewards lies in (0, 1], got " + scale);
    }

    /** 0.2 a drift, 100 a crash, 0.5 for a margin of 0.6 m that is missing altogether. */
    public static RewardOptions defaults() {
        return new RewardOptions(0.2, 100, 0.6, 0.5, 1);
    }

    /** See the parameters. */
    public RewardOptions withCosts(double drift, double crash, double margin) {
        return new RewardOptions(drift, crash, this.margin, margin, scale);
    }

    public RewardOptions withMargin(double metres) {
        return new RewardOptions(driftCost, crashCost, metres, marginCost, scale);
    }

    public RewardOptions withScale(double scale) {
        return new RewardOptions(driftCost, crashCost, margin, marginCost, scale);
    }
}
