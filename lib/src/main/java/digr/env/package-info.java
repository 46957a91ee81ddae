/**
 * Environments and their stepping by the dozen: actions in, uint8 frames and rewards out. Knows no network and no
 * policy.
 *
 * <p>One walk: {@link digr.env.Environment} is the contract of a single one, {@link digr.env.VectorEnvironment} steps
 * many side by side and begins anew those that ended.
 *
 * <pre>{@code
 * Environment room = new RedFetchGreen();
 * room.reset(7);
 * Step step = room.step(2);
 * byte[] frame = new byte[3 * 64 * 64];
 * room.observe(frame, 0);                              // [3, 64, 64]
 *
 * try (var rooms = VectorEnvironment.of(16, RedFetchGreen::new, new Seeds(7))) {
 *     rooms.step(new int[16]);                         // action 0 in each
 *     byte[] frames = rooms.frames();                  // [16, 3, 64, 64], of the states to act on now
 *     List<FinishedEpisode> finished = rooms.drainFinished();
 * }
 * }</pre>
 */
package digr.env;
