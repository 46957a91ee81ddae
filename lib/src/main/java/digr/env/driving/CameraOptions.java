package digr.env.driving;

/**
 * The camera of {@link Highway}, which follows the agent's car and shows it.
 *
 * @param back metres behind the car's middle, 3 to 20
 * @param up metres above the ground, 1 to 20
 * @param pitch degrees, nose up, −60 to 10
 * @param fieldOfView across, 30 to 150 degrees
 * @param light day, dusk or night
 */
public record CameraOptions(double back, double up, double pitch, double fieldOfView, Light light) {

    public CameraOptions {
        HighwayOptions.require(back >= 3 && back <= 20, "the camera stands 3 to 20 m behind, got " + back);
        HighwayOptions.require(up >= 1 && up <= 20, "the camera stands 1 to 20 m up, got " + up);
        HighwayOptions.require(pitch >= -60 && pitch <= 10, "the camera's pitch is -60 to 10 degrees, got " + pitch);
        HighwayOptions.require(
                fieldOfView >= 30 && fieldOfView <= 150, "the field of view is 30 to 150 degrees, got " + fieldOfView);
    }

    /** 7 m behind, 4 m up, 14 degrees down, 90 degrees across, by day. */
    public static CameraOptions defaults() {
        return new CameraOptions(7, 4, -14, 90, Light.DAY);
    }

    /** Where it stands and looks, see the parameters. */
    public CameraOptions withPlace(double back, double up, double pitch) {
        return new CameraOptions(back, up, pitch, fieldOfView, light);
    }

    public CameraOptions withFieldOfView(double degrees) {
        return new CameraOptions(back, up, pitch, degrees, light);
    }

    public CameraOptions withLight(Light light) {
        return new CameraOptions(back, up, pitch, fieldOfView, light);
    }

    /** From the car's middle on the ground. */
    Pose mount() {
        return new Pose(-back, 0, up, pitch, 0, 0);
    }
}
