/**
 * Networks on ND4J: layers and their derivatives, initialisation, optimisers. Knows no environment and no policy.
 *
 * <p>One walk: an {@link digr.nn.Architecture} names the shape, a {@link digr.nn.Network} runs and differentiates it,
 * an {@link digr.nn.Optimiser} moves its {@link digr.nn.ParameterVector}. Here one step of Adam down L = ½ Σ z², whose
 * derivative with respect to the outputs z is z:
 *
 * <pre>{@code
 * Network network = new Network(Architecture.small(3, 64, 64, 4), DataType.FLOAT);
 * Initialiser.orthogonal(network, new Seeds(7).stream("initialisation"));
 * INDArray states = Nd4j.rand(DataType.FLOAT, 2, 3, 64, 64);
 * INDArray z = network.forward(states);                // [2, 4]
 * INDArray ofInput = network.inputGradient(z);         // ∂L/∂s, [2, 3, 64, 64]
 * ParameterVector gradient = network.newVector();
 * network.parameterGradient(z, gradient);              // ∂L/∂θ
 * new Adam(1e-8).step(network, gradient, 1e-3);
 * }</pre>
 */
package digr.nn;
