package digr.env.driving;

import digr.env.driving.CarMesh.Face;
import digr.env.driving.CarMesh.Paint;

/** Paints a car and its shadow. */
final class CarPainter {
    /** Colours of the traffic's bodies, all of them bright before the asphalt. */
    static final int[] PAINTS = {0xd8dadc, 0x9ba1a8, 0xb02020, 0x1f6b45, 0xd8a018, 0xc85a1e, 0x5fa8d0};

    /** Of the agent's car: dark, as a policy had read a bright one. */
    static final int OWN_PAINT = 0x33363c;

    private static final double FARTHEST = 260;
    private static final double SHADOW_MARGIN = 0.25;

    private final View view;
    private final Light light;
    private final Samples samples;
    private final double[] points = new double[3 * 16];

    CarPainter(View view, Light light, Samples samples) {
        this.view = view;
        this.light = light;
        this.samples = samples;
    }

    /**
     * @param paint the body's colour
     * @param shadow the label of its shadow's samples, which have no colour
     */
    void paint(Rectangle place, int paint, CarMesh mesh, byte label, byte shadow) {
        double cos = Math.cos(place.heading());
        double sin = Math.sin(place.heading());
        double dx = view.position()[0] - place.x();
        double dy = view.position()[1] - place.y();
        view.see(place.x(), place.y(), 0, points, 0);
        double distance = points[0];
        double beside = points[1];
        if (distance < -place.length() || distance > FARTHEST) return;
        shadow(place, cos, sin, shadow);
        double eyeX = dx * cos + dy * sin; // the camera in the car's frame
        double eyeY = dy * cos - dx * sin;
        double eyeZ = view.position()[2];
        double beam = light.beam(Math.max(0.1, distance - place.length() / 2), beside);
        for (Face face : mesh.faces) {
            double[] p = face.points();
            double[] n = face.normal();
            double towards = (eyeX - p[0]) * n[0] + (eyeY - p[1]) * n[1] + (eyeZ - p[2]) * n[2];
            if (towards <= 0) continue;
            for (int i = 0; i < p.length; i += 3)
                view.see(
                        place.x() + cos * p[i] - sin * p[i + 1],
                        place.y() + sin * p[i] + cos * p[i + 1],
                        p[i + 2],
                        points,
                        i);
            double facing = towards / Math.sqrt(sq(eyeX - p[0]) + sq(eyeY - p[1]) + sq(eyeZ - p[2]));
            double lit = light.on(cos * n[0] - sin * n[1], sin * n[0] + cos * n[1], n[2]) + beam * facing;
            samples.paint(points, p.length / 3, colour(face.paint(), paint, lit, distance), label);
        }
    }

    private static double sq(double x) {
        return x * x;
    }

    private int colour(Paint material, int paint, double lit, double distance) {
        int colour = material == Paint.BODY ? paint : material.colour;
        double brightness = material.shines() ? Math.max(lit, 0.4 + 0.6 * light.headlights) : lit;
        return light.seen(colour, brightness, Math.max(0, distance));
    }

    private void shadow(Rectangle place, double cos, double sin, byte label) {
        double l = place.length() / 2 + SHADOW_MARGIN;
        double w = place.width() / 2 + SHADOW_MARGIN;
        double[] corners = {-l, -w, l, -w, l, w, -l, w};
        for (int i = 0; i < 4; i++) {
            double x = corners[2 * i];
            double y = corners[2 * i + 1];
            view.see(place.x() + cos * x - sin * y, place.y() + sin * x + cos * y, 0.01, points, 3 * i);
        }
        samples.paint(points, 4, 0, label);
    }
}
