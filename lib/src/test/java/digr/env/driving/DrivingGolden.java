package digr.env.driving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;

/** What highway-env, shapely and CARLA's transforms computed; see the README of golden/driving. */
final class DrivingGolden {
    private DrivingGolden() {}

    static JsonNode json(String name) {
        try (InputStream in = open(name + ".json.gz")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode cases(String name) {
        return json(name).get("cases");
    }

    /** The data of an npy file of version 1.0, float64. */
    static double[] doubles(String name) {
        ByteBuffer data = npy(name);
        double[] values = new double[data.remaining() / Double.BYTES];
        data.asDoubleBuffer().get(values);
        return values;
    }

    /** The same, int32. */
    static int[] ints(String name) {
        ByteBuffer data = npy(name);
        int[] values = new int[data.remaining() / Integer.BYTES];
        data.asIntBuffer().get(values);
        return values;
    }

    private static ByteBuffer npy(String name) {
        try (InputStream in = open(name + ".npy.gz")) {
            byte[] start = in.readNBytes(10);
            in.skipNBytes((start[8] & 255) | (start[9] & 255) << 8);
            return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) throws IOException {
        return new GZIPInputStream(DrivingGolden.class.getResourceAsStream("/golden/driving/" + file));
    }

    static double number(JsonNode parent, String field) {
        return parent.get(field).asDouble();
    }

    /** Of {"x", "y", "heading", "speed", "target_speed"}, driven, if it names a target lane. */
    static Vehicle vehicle(JsonNode at, Lanes lanes) {
        Vehicle vehicle = Vehicle.driven(
                number(at, "x"),
                number(at, "y"),
                number(at, "heading"),
                number(at, "speed"),
                number(at, "target_speed"),
                lanes);
        vehicle.targetLane = at.get("target_lane").asInt();
        return vehicle;
    }
}
