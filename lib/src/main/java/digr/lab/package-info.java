/**
 * What the notebook kernel loads by itself: how values show themselves in a cell, what a cell may name without an
 * import, and what a notebook calls to show progress and to keep a figure.
 *
 * <p>One walk: the kernel starts {@code Lab}, JJava through {@code LabExtension} and IJava through {@link
 * digr.lab.IJava}; that registers {@code Renderers} and evaluates {@code DefaultImports}; from then on cells call {@link digr.lab.Notebook}, whose figures {@code FigureFiles} keeps with
 * their provenance. {@link digr.lab.Explorer}, {@link digr.lab.Player} and {@link digr.lab.MaskPad} are pages of HTML
 * that live in a cell. {@link digr.lab.LiveExplorer}, {@link digr.lab.LiveGame} and {@link digr.lab.LiveTraining} are views whose
 * pictures the kernel computes: {@code Widgets} opens them, {@code Kernel} carries their messages, a {@code LiveThread} each does
 * the work. In a cell, where {@code Notebook}'s methods need no prefix:
 *
 * <pre>{@code
 * Policy policy = PolicyFile.load(data("policies/rfg/digr-seed0.safetensors"));
 * LabelledStates some = SaliencyDataset.load(data("saliency/rfg.npz")).first(quick() ? 4 : 40);
 * INDArray states = policy.states(some.frames(), some.size());
 * List<SaliencyMap> maps = new VanillaGradient().explain(policy, states);
 * show(maps);
 * BufferedImage map = Pictures.heat(maps.get(0).values(), 64, 64);
 * figure("fig0", "A map of the student's gradient.", new PictureGrid("map").row("", map));
 * }</pre>
 */
package digr.lab;
