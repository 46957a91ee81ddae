/**
 * Simulators that only Python knows, in a process of their own: requests and replies over pipes, each within a time-out.
 *
 * <p>{@link digr.env.bridge.Bridge} is the process, {@link digr.env.bridge.Wire} the bytes, {@link
 * digr.env.bridge.Launch} how it starts; {@code wire.py} among the resources is the other side, in front of each
 * package's own {@code bridge.py}. One walk, with a script that answers nothing and ends:
 *
 * <pre>{@code
 * var simulator = new Simulator("Mine", "MY_PYTHON", ".mine", "the package mine", "");
 * var launch = new Launch(simulator, simulator.python(), "print('not a reply')", Map.of());
 * try (var bridge = new Bridge(launch)) {
 *     bridge.request("HELLO", Map.of("op", "HELLO"), java.time.Duration.ofSeconds(5)); // says that it ended
 * }
 * }</pre>
 */
package digr.env.bridge;
