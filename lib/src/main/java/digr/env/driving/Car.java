package digr.env.driving;

/**
 * A vehicle of the traffic and how it looks.
 *
 * @param paint number of its colour
 * @param body what is built on the wheels
 */
record Car(Vehicle vehicle, int paint, CarMesh body) {
    Rectangle footprint(Road road) {
        return footprint(vehicle, road);
    }

    /** The ground that a vehicle covers, in the plane. */
    static Rectangle footprint(Vehicle vehicle, Road road) {
        double[] middle = road.point(vehicle.x, vehicle.y);
        double heading = road.heading(vehicle.x) + vehicle.heading;
        return new Rectangle(middle[0], middle[1], Vehicle.LENGTH, Vehicle.WIDTH, heading);
    }
}
