package digr.env.driving;

/**
 * A car as traffic sees it, in road coordinates: its middle, its heading from the road's, its speed; and what its
 * driver is about to do. The agent's car has no driver here.
 */
final class Vehicle {
    static final double LENGTH = 5;
    static final double WIDTH = 2;

    /** In place of a target lane: the traffic model does not drive this one. */
    static final int NO_DRIVER = -1;

    private static final double TOP_SPEED = 40;

    double x;
    double y;
    double heading;
    double speed;
    double targetSpeed;
    int targetLane = NO_DRIVER;
    double timer; // seconds since the last thought of changing lanes
    double acceleration;
    double steering;

    Vehicle(double x, double y, double heading, double speed, double targetSpeed) {
        this.x = x;
        this.y = y;
        this.heading = heading;
        this.speed = speed;
        this.targetSpeed = targetSpeed;
    }

    /** With a driver who keeps to the present lane and whose timer starts at a number of its own. */
    static Vehicle driven(double x, double y, double heading, double speed, double targetSpeed, Lanes lanes) {
        Vehicle vehicle = new Vehicle(x, y, heading, speed, targetSpeed);
        vehicle.targetLane = lanes.at(y);
        vehicle.timer = (x + y) * Math.PI % 1;
        return vehicle;
    }

    boolean driven() {
        return targetLane != NO_DRIVER;
    }

    /**
     * One explicit Euler step of the kinematic bicycle about the middle of the car, δ the front wheels' angle:
     *
     * <pre>  β = atan(½ tan δ),  x' = v cos(ψ + β),  y' = v sin(ψ + β),  ψ' = v sin β / (L/2),  v' = a  </pre>
     *
     * Beyond 40 m/s the car is pulled back to it.
     */
    void move(double dt) {
        double a = acceleration;
        if (speed > TOP_SPEED) a = Math.min(a, TOP_SPEED - speed);
        if (speed < -TOP_SPEED) a = Math.max(a, -TOP_SPEED - speed);
        double slip = Math.atan(0.5 * Math.tan(steering));
        x += speed * Math.cos(heading + slip) * dt;
        y += speed * Math.sin(heading + slip) * dt;
        heading += speed * Math.sin(slip) / (LENGTH / 2) * dt;
        speed += a * dt;
    }
}
