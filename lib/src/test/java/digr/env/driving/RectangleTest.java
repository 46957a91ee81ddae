package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class RectangleTest {
    @Test
    void overlapsAsShapelySays() {
        int overlaps = 0;
        JsonNode cases = DrivingGolden.cases("rectangles");
        for (JsonNode at : cases) {
            Rectangle a = rectangle(at.get("a"));
            Rectangle b = rectangle(at.get("b"));
            assertEquals(at.get("intersect").asBoolean(), a.intersects(b), at.toString());
            assertEquals(at.get("intersect").asBoolean(), b.intersects(a), at.toString());
            if (a.intersects(b)) overlaps++;
        }
        assertEquals(300, cases.size());
        assertEquals(150, overlaps);
    }

    @Test
    void aCarAcrossTheRoadReachesFarther() {
        Rectangle along = new Rectangle(0, 0, 5, 2, 0);
        assertEquals(false, along.intersects(new Rectangle(0, 2.1, 5, 2, 0)));
        assertEquals(true, along.intersects(new Rectangle(0, 3.4, 5, 2, Math.PI / 2)));
        assertEquals(false, along.intersects(new Rectangle(0, 3.6, 5, 2, Math.PI / 2)));
    }

    @Test
    void itsCornersTurnWithIt() {
        Rectangle right = new Rectangle(10, 20, 4, 2, Math.PI / 2); // looks to the right, +y
        double[] frontRight = right.corner(1, 1);
        assertEquals(9, frontRight[0], 1e-12);
        assertEquals(22, frontRight[1], 1e-12);
    }

    private static Rectangle rectangle(JsonNode at) {
        return new Rectangle(
                DrivingGolden.number(at, "x"),
                DrivingGolden.number(at, "y"),
                DrivingGolden.number(at, "length"),
                DrivingGolden.number(at, "width"),
                DrivingGolden.number(at, "heading"));
    }
}
