/**
 * Other people's environments: those of Gymnasium, in Python processes.
 *
 * <p>{@link digr.env.gymnasium.GymnasiumEnvironment} is the environment, {@link digr.env.gymnasium.GymnasiumOptions} says
 * which. Below it: {@code Server} is a process and what its errors mean, {@code Servers} hands them out; {@code bridge.py}
 * among the resources is the other side. One walk, where Python has gymnasium and ale-py:
 *
 * <pre>{@code
 * try (Environment pong = new GymnasiumEnvironment(GymnasiumOptions.of("ALE/Pong-v5", Wrap.ATARI))) {
 *     pong.reset(7);
 *     Step step = pong.step(2);
 * }
 * }</pre>
 */
package digr.env.gymnasium;
