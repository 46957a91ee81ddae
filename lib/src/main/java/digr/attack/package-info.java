/**
 * Adversarial attacks: a policy, states and a size eps give states that look alike and are acted on otherwise.
 *
 * <p>One walk: an {@link digr.attack.Attack} is the record of its options, with a size it is a {@link
 * digr.attack.Threat}; {@link digr.attack.Attacks} knows all of them by name. Who writes one composes it of the
 * package's own {@code Ball}, what is allowed, and {@code Ascent}, how to climb in it.
 *
 * <pre>{@code
 * Policy policy = PolicyFile.load(Path.of("data/policies/rfg/teacher-seed0.safetensors"));
 * byte[] frame = new byte[3 * 64 * 64];
 * INDArray states = policy.states(frame, 1);
 * Threat threat = new Threat(Pgd.defaults().withLoss(Loss.MARGIN), 0.016);
 * INDArray attacked = threat.perturb(policy, states, new Seeds(7).stream("attack"));
 * double[] before = policy.probabilities(states)[0];
 * double[] after = policy.probabilities(attacked)[0];
 * }</pre>
 */
package digr.attack;
