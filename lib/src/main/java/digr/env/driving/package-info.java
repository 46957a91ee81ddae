/**
 * The driving task on an embedded highway: traffic, a car to steer, and the picture of a camera on it. Units are m, s,
 * m/s and rad; x forward, y to the right, z up, headings positive to the right.
 *
 * <p>One walk: {@link digr.env.driving.HighwayOptions} say road, traffic and reward, {@link digr.env.driving.Highway}
 * is the environment, and its {@link digr.env.driving.Labels} say what each pixel shows.
 *
 * <pre>{@code
 * Highway highway = new Highway(HighwayOptions.defaults().withCars(12));
 * highway.reset(7);
 * Step step = highway.step(0);
 * byte[] picture = new byte[3 * 128 * 128];
 * highway.observe(picture, 0);
 * Labels labels = highway.labels();
 * boolean follows = highway.isIn(Situation.CAR_AHEAD);
 * Crash crash = highway.crash();
 * }</pre>
 */
package digr.env.driving;
