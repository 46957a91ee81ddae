/**
 * What every run shares: seeds, files that are whole or not there, provenance, progress. The ground floor: plain Java,
 * knows neither networks nor environments.
 *
 * <p>One walk: a {@link digr.run.Seeds seed} gives named streams of chance, what was computed goes into a file with its
 * {@link digr.run.Provenance}, and comes back with it. A {@link digr.run.Training} of hours is carried to its end by
 * {@link digr.run.TrainingRun}, which can be killed and goes on.
 *
 * <pre>{@code
 * var noise = new Seeds(7).stream("noise");
 * float[] drawn = {noise.nextFloat(), noise.nextFloat()};
 * Path file = Path.of("drawn.npz");
 * NpzFile.write(file, Map.of("drawn", NdArray.of(drawn, 2)), Provenance.of("drawing", Map.of(), 7));
 * Map<String, NdArray> read = NpzFile.read(file);
 * Provenance madeBy = NpzFile.provenance(file, read);
 * }</pre>
 */
package digr.run;
