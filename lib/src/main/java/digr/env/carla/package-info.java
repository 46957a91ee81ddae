/**
 * The driving task on a real CARLA server, spoken to through a Python process and the official package {@code carla}.
 *
 * <p>{@link digr.env.carla.CarlaHighway} is the environment. Below it: {@code Session} knows the operations and what
 * their errors mean, {@link digr.env.bridge} the process; {@code bridge.py} among the resources is the other side. One walk, with a server at work:
 *
 * <pre>{@code
 * try (Environment highway = new CarlaHighway(CarlaOptions.defaults().withServer("127.0.0.1", 2000))) {
 *     highway.reset(7);
 *     Step step = highway.step(0);
 * }
 * }</pre>
 */
package digr.env.carla;
