/**
 * Studies: grids of measurements, and the tables made of them.
 *
 * <p>One walk: a {@link digr.study.Grid} has cells, each measured by itself and kept in a file, so that a study which was stopped goes
 * on. {@link digr.study.Sweep} lets policies play under attacks, {@link digr.study.ScoreRun} scores saliency methods; {@link
 * digr.study.SweepTables} and {@link digr.study.ScoreTables} gather their cells.
 *
 * <pre>{@code
 * Sweep sweep = new Sweep(Path.of("sweep"), "rfg", RedFetchGreen::new, 50, 0, Crew.threads(2));
 * List<SweepCell> cells = sweep.complete(NamedPolicy.in(Path.of("data/policies/rfg")),
 *         Map.of("fgsm", new Fgsm()), new double[] {0.016, 0.032}, Progress.NONE);
 * Table areas = new SweepTables(cells, new Seeds(0)).areas();
 * }</pre>
 */
package digr.study;
