/**
 * Saliency methods: a policy and states in, one map a state out that says which pixels matter to the policy there.
 *
 * <p>One walk: a {@link digr.saliency.SaliencyMethod} is the record of its options; it explains a batch of states and
 * gives a {@link digr.saliency.SaliencyMap} for each. {@link digr.saliency.NamedMethod} knows all of them by name.
 *
 * <pre>{@code
 * Policy policy = PolicyFile.load(Path.of("data/policies/rfg/digr-seed0.safetensors"));
 * byte[] frame = new byte[3 * 64 * 64];
 * INDArray states = policy.states(frame, 1);
 * SaliencyMap gradient = new VanillaGradient().explain(policy, states).get(0);
 * SaliencyMethod smooth = new SmoothGrad().withMethod(new VanillaGradient()).withSamples(50);
 * SaliencyMap smoother = smooth.explain(policy, states).get(0);
 * SaliencyMethod rise = NamedMethod.named("rise").with(new GaussianBlur(4));
 * }</pre>
 */
package digr.saliency;
