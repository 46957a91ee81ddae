/**
 * Networks on ND4J: layers and their derivatives, initialisation, optimisers. Knows no environment and no policy.
 *
 * <p>One walk: {@link digr.nn.Architecture} names the shape, {@link digr.nn.Network} runs and differentiates it, {@link
 * digr.nn.Optimiser} moves its {@link digr.nn.ParameterVector}.
 */
package digr.nn;
