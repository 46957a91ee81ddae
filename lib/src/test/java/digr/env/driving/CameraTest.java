package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Projections as CARLA documents them. */
class CameraTest {
    private static final Pose ORIGIN = new Pose(0, 0, 0, 0, 0, 0);
    private static final Pose MOUNT = new Pose(0.8, 0, 1.7, 0, 0, 0);

    @Test
    void pointsInTheVehiclesFrameAreWhereCarlaHasThem() {
        JsonNode cases = DrivingGolden.json("camera").get("vehicle_frame");
        for (JsonNode at : cases) assertProjected(at, ORIGIN, MOUNT);
        assertEquals(200, cases.size());
    }

    @Test
    void pointsOfTheWorldAreWhereCarlaHasThem() {
        JsonNode cases = DrivingGolden.json("camera").get("world_frame");
        for (JsonNode at : cases) assertProjected(at, pose(at.get("vehicle")), pose(at.get("mount")));
        assertEquals(100, cases.size());
    }

    @Test
    void theFocalLengthFollowsFromTheFieldOfView() {
        assertEquals(64, new Camera(128, 128, 90, MOUNT).focal(), 1e-12);
        assertEquals(44.8133, new Camera(128, 128, 110, MOUNT).focal(), 1e-4);
    }

    private static void assertProjected(JsonNode at, Pose vehicle, Pose mount) {
        for (int fov : new int[] {90, 110}) {
            View view = new Camera(128, 128, fov, mount).on(vehicle);
            double[] seen = new double[3];
            double[] point = triple(at.get("point"));
            view.see(point[0], point[1], point[2], seen, 0);
            assertArrayEquals(triple(at.get("camera")), seen, 1e-9);
            JsonNode expected = at.get("fov" + fov);
            assertEquals(expected.isNull(), seen[0] <= 0);
            if (expected.isNull()) continue;
            double[] pixel = view.project(seen[0], seen[1], seen[2]);
            for (int k = 0; k < 2; k++) {
                double told = expected.get(k).asDouble();
                assertEquals(told, pixel[k], 1e-9 * Math.max(1, Math.abs(told)), at.toString());
            }
            boolean inside = pixel[0] >= 0 && pixel[0] < 128 && pixel[1] >= 0 && pixel[1] < 128;
            assertEquals(at.get("inside" + fov).asBoolean(), inside);
        }
    }

    @Test
    void theRasteriserPutsASquareWhereItsCornersProject() {
        Camera camera = new Camera(128, 128, 90, MOUNT);
        View view = camera.on(ORIGIN);
        Samples samples = new Samples(camera);
        double[] points = new double[12];
        double[][] corners = {{20, -2, 0}, {20, 2, 0}, {20, 2, 3}, {20, -2, 3}};
        for (int i = 0; i < 4; i++) view.see(corners[i][0], corners[i][1], corners[i][2], points, 3 * i);
        samples.paint(points, 4, 0x123456, (byte) 7);
        double[] topLeft = view.project(19.2, -2, 1.3);
        double[] bottomRight = view.project(19.2, 2, -1.7);
        int painted = 0;
        for (int at = 0; at < samples.label.length; at++) {
            double u = (at % 256 + 0.5) / 2;
            double v = (at / 256 + 0.5) / 2;
            boolean inside = u > topLeft[0] && u < bottomRight[0] && v > topLeft[1] && v < bottomRight[1];
            assertEquals(inside ? 7 : 0, samples.label[at]);
            if (inside) painted++;
        }
        assertTrue(painted > 400, "got " + painted);
    }

    private static Pose pose(JsonNode at) {
        return new Pose(
                at.get(0).asDouble(),
                at.get(1).asDouble(),
                at.get(2).asDouble(),
                at.get(3).asDouble(),
                at.get(4).asDouble(),
                at.get(5).asDouble());
    }

    private static double[] triple(JsonNode at) {
        return new double[] {
            at.get(0).asDouble(), at.get(1).asDouble(), at.get(2).asDouble()
        };
    }
}
