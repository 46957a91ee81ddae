package digr.env.driving;

/**
 * Steers a car that keeps its speed v so that it crosses the road at a wished speed d, its drift, whatever the road's
 * bends: the drift asks for a heading, the heading for a turning rate, that for an angle of the front wheels.
 *
 * <pre>
 *  ψ* = asin(d / v) − β + κ v Δt / 2,   ω = 5 (ψ* − ψ) + κ v,   δ = atan(2 tan(asin(L ω / 2 v)))
 * </pre>
 *
 * ψ is the heading from the road's, κ the road's curvature, L the car's length. In a bend the car's middle moves at an
 * angle of β = asin(κ L / 2) to the car, and the road turns by κ v Δt / 2 in half a step: both are made up for, else the
 * car creeps across the road.
 *
 * @param speed v
 * @param timeStep Δt
 */
record LaneAssistant(double speed, double timeStep) {
    private static final double TO_HEADING = 5; // 1/s

    /** δ, the front wheels' angle. */
    double steering(double drift, double heading, double curvature) {
        double bend = curvature * speed;
        double slip = Math.asin(curvature * Vehicle.LENGTH / 2);
        double wanted = Math.asin(drift / speed) - slip + bend * timeStep / 2;
        double turn = TO_HEADING * (wanted - heading) + bend;
        return Math.atan(2 * Math.tan(Math.asin(Vehicle.LENGTH * turn / (2 * speed))));
    }
}
