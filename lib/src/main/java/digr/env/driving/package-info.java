/**
 * The driving task on an embedded highway: traffic, a car to steer, and the picture of a camera on it. Units are m, s,
 * m/s and rad; x forward, y to the right, z up, headings positive to the right.
 */
package digr.env.driving;
