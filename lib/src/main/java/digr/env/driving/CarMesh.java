package digr.env.driving;

import java.util.List;

/** What a car is built of: plane convex faces in its own frame, origin on the ground under its middle. */
enum CarMesh {
    /** Bonnet, cabin, boot. */
    SALOON {
        @Override
        void build(CarBuilder car) {
            car.box(Paint.BODY, 0.3, 0.88);
            car.cabin(0.88, 1.45, -2.1, 1.25, -1.5, 0.35, 0.94, 0.74);
        }
    },
    /** A long tall cabin. */
    ESTATE {
        @Override
        void build(CarBuilder car) {
            car.box(Paint.BODY, 0.35, 1.0);
            car.cabin(1.0, 1.7, -2.45, 1.15, -2.2, 0.4, 0.95, 0.8);
        }
    },
    /** A high box with a short bonnet. */
    VAN {
        @Override
        void build(CarBuilder car) {
            car.box(Paint.BODY, 0.35, 1.05);
            double front = 1.85;
            car.side(Paint.BODY, -2.48, front, 1.05, -2.48, 1.1, 2.1, 0.99, 0.95);
            car.quad(Paint.GLASS, front, -0.99, 1.05, front, 0.99, 1.05, 1.1, 0.95, 2.1, 1.1, -0.95, 2.1);
            car.quad(Paint.BODY, -2.48, 0.99, 1.05, -2.48, -0.99, 1.05, -2.48, -0.95, 2.1, -2.48, 0.95, 2.1);
            car.quad(Paint.BODY, -2.48, -0.95, 2.1, 1.1, -0.95, 2.1, 1.1, 0.95, 2.1, -2.48, 0.95, 2.1);
            car.quad(Paint.GLASS, -2.5, 0.8, 1.3, -2.5, -0.8, 1.3, -2.5, -0.78, 1.9, -2.5, 0.78, 1.9);
            for (int right : new int[] {-1, 1})
                car.quad(
                        Paint.GLASS,
                        0.2,
                        right * 1.005,
                        1.2,
                        1.55,
                        right * 1.005,
                        1.2,
                        1.1,
                        right * 0.985,
                        1.85,
                        0.2,
                        right * 0.985,
                        1.85);
        }
    };

    /** What a face is made of. */
    enum Paint {
        BODY(0),
        GLASS(0x28323e),
        TYRE(0x16161a),
        RIM(0x9a9ca0),
        BUMPER(0x3a3a3e),
        PLATE(0xd8d8cc),
        TAIL(0xd01818),
        HEADLIGHT(0xf4f0d8);

        final int colour; // of what is not the car's own colour

        Paint(int colour) {
            this.colour = colour;
        }

        boolean shines() {
            return this == TAIL || this == HEADLIGHT;
        }
    }

    /**
     * @param points x, y, z of corner after corner
     * @param normal outwards, of unit length
     */
    record Face(Paint paint, double[] points, double[] normal) {}

    final List<Face> faces;

    CarMesh() {
        CarBuilder car = new CarBuilder();
        build(car);
        car.details();
        faces = List.copyOf(car.faces);
    }

    abstract void build(CarBuilder car);
}
