package digr.env.driving;

import digr.env.driving.CarMesh.Face;
import digr.env.driving.CarMesh.Paint;
import java.util.ArrayList;
import java.util.List;

/** Builds a car's faces; x forward, y right, z up from the ground. */
final class CarBuilder {
    private static final int WHEEL_CORNERS = 8;
    private static final double WHEEL = 0.34;
    private static final double[] AXLES = {-1.5, 1.5};

    final List<Face> faces = new ArrayList<>();

    void box(Paint paint, double low, double high) {
        double l = Vehicle.LENGTH / 2;
        double w = Vehicle.WIDTH / 2;
        side(paint, -l, l, low, -l, l, high, w, w);
        quad(paint, l, -w, low, l, w, low, l, w, high, l, -w, high);
        quad(paint, -l, w, low, -l, -w, low, -l, -w, high, -l, w, high);
        quad(paint, -l, -w, high, l, -w, high, l, w, high, -l, w, high);
    }

    /** Windows around, body above. */
    void cabin(
            double low,
            double high,
            double rear,
            double front,
            double rearTop,
            double frontTop,
            double half,
            double halfTop) {
        side(Paint.BODY, rear, front, low, rearTop, frontTop, high, half, halfTop);
        double inset = 0.12;
        double sill = low + 0.07;
        double lintel = high - 0.09;
        double out = 0.015;
        side(
                Paint.GLASS,
                rear + 2 * inset,
                front - 2 * inset,
                sill,
                rearTop + inset,
                frontTop - inset,
                lintel,
                half + out,
                halfTop + out);
        quad(Paint.GLASS, front, -half, low, front, half, low, frontTop, halfTop, high, frontTop, -halfTop, high);
        quad(Paint.GLASS, rear, half, low, rear, -half, low, rearTop, -halfTop, high, rearTop, halfTop, high);
        quad(
                Paint.BODY,
                rearTop,
                -halfTop,
                high,
                frontTop,
                -halfTop,
                high,
                frontTop,
                halfTop,
                high,
                rearTop,
                halfTop,
                high);
    }

    /** The same face on both sides. */
    void side(
            Paint paint,
            double rear,
            double front,
            double low,
            double rearTop,
            double frontTop,
            double high,
            double half,
            double halfTop) {
        quad(paint, front, half, low, rear, half, low, rearTop, halfTop, high, frontTop, halfTop, high);
        quad(paint, rear, -half, low, front, -half, low, frontTop, -halfTop, high, rearTop, -halfTop, high);
    }

    void details() {
        double l = Vehicle.LENGTH / 2 + 0.02;
        double w = Vehicle.WIDTH / 2;
        for (int end : new int[] {-1, 1}) {
            double x = end * l;
            upright(Paint.BUMPER, x, -w, w, 0.28, 0.45);
            upright(Paint.PLATE, x * 1.002, -0.26, 0.26, 0.48, 0.62);
            Paint lamp = end < 0 ? Paint.TAIL : Paint.HEADLIGHT;
            upright(lamp, x, -0.96, -0.55, 0.62, 0.82);
            upright(lamp, x, 0.55, 0.96, 0.62, 0.82);
        }
        for (double axle : AXLES) {
            for (int end : new int[] {-1, 1}) {
                double x = axle + end * WHEEL * 0.8;
                upright(Paint.TYRE, x, -w, -w + 0.24, 0, 0.45, end);
                upright(Paint.TYRE, x, w - 0.24, w, 0, 0.45, end);
            }
            for (int right : new int[] {-1, 1}) {
                disc(Paint.TYRE, axle, right * (w + 0.02), WHEEL, WHEEL, right);
                disc(Paint.RIM, axle, right * (w + 0.035), WHEEL, 0.55 * WHEEL, right);
            }
        }
    }

    void upright(Paint paint, double x, double left, double right, double low, double high) {
        upright(paint, x, left, right, low, high, x < 0 ? -1 : 1);
    }

    /** A rectangle across the car that looks forward (1) or backward (−1). */
    void upright(Paint paint, double x, double left, double right, double low, double high, int looks) {
        double a = looks > 0 ? left : right;
        double b = looks > 0 ? right : left;
        quad(paint, x, a, low, x, b, low, x, b, high, x, a, high);
    }

    void disc(Paint paint, double x, double y, double z, double radius, int looks) {
        double[] points = new double[3 * WHEEL_CORNERS];
        for (int i = 0; i < WHEEL_CORNERS; i++) {
            double angle = 2 * Math.PI * (i + 0.5) / WHEEL_CORNERS;
            points[3 * i] = x + radius * Math.cos(angle);
            points[3 * i + 1] = y;
            points[3 * i + 2] = z + radius * Math.sin(angle);
        }
        faces.add(new Face(paint, points, new double[] {0, looks, 0}));
    }

    /** Corners in the order that makes (b − a) × (c − b) point outwards. */
    void quad(Paint paint, double... points) {
        double[] u = new double[3];
        double[] v = new double[3];
        for (int c = 0; c < 3; c++) {
            u[c] = points[3 + c] - points[c];
            v[c] = points[6 + c] - points[3 + c];
        }
        double[] n = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
        double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        for (int c = 0; c < 3; c++) n[c] /= length;
        faces.add(new Face(paint, points, n));
    }
}
