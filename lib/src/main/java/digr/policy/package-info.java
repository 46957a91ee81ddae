/**
 * A policy: scaling of frames, network, softmax; and its files, with import and export.
 *
 * <p>One walk: {@link digr.policy.PolicyFile} reads a file of the library's own, of PyTorch's numbers or of DL4J, as
 * {@link digr.policy.PolicyWeights} with their provenance; the {@link digr.policy.Policy} they make acts, and is
 * differentiated with respect to what it sees.
 *
 * <pre>{@code
 * PolicyWeights weights = PolicyFile.read(Path.of("data/policies/rfg/digr-seed0.safetensors"));
 * Policy policy = weights.policy();
 * byte[] frame = new byte[3 * 64 * 64];
 * INDArray states = policy.states(frame, 1);           // [1, 3, 64, 64], in [0, 1]
 * double[] pi = policy.probabilities(states)[0];       // π(·|s)
 * INDArray g = policy.inputGradient(states);           // ∂F/∂s, F = ½ Σ_a π_a²
 * PolicyFile.write(weights, Path.of("for-pytorch.npz"));
 * }</pre>
 */
package digr.policy;
