/**
 * Evaluators: what a policy's episodes return, and how well maps find what matters; small records that can be shown as
 * Tablesaw tables, every estimate with its {@link digr.eval.Interval}.
 *
 * <p>One walk: {@link digr.eval.ReturnEvaluator} plays, with or without an attack; {@link digr.eval.SaliencyScores}
 * scores a method's maps on {@link digr.eval.LabelledStates}, states of which it is known what matters. {@code digr.study}
 * does either for many policies.
 *
 * <pre>{@code
 * Policy policy = PolicyFile.load(Path.of("data/policies/rfg/digr-seed0.safetensors"));
 * Seeds seeds = new Seeds(3);
 * ReturnEvaluator player = ReturnEvaluator.of(RedFetchGreen::new, 500);
 * Interval success = player.evaluate(policy, seeds).success();
 * Interval attacked = player.withThreat(new Threat(new Fgsm(), 0.032)).evaluate(policy, seeds).success();
 *
 * LabelledStates states = SaliencyDataset.load(Path.of("data/saliency/rfg.npz")).first(100);
 * Table scores = SaliencyScores.of(new VanillaGradient(), policy, states, seeds).table();
 * }</pre>
 */
package digr.eval;
