/**
 * Environments and their stepping by the dozen: actions in, uint8 frames and rewards out.
 *
 * <p>Knows no network and no policy. {@link digr.env.Environment} is the contract, {@link digr.env.VectorEnvironment}
 * the runner.
 */
package digr.env;
