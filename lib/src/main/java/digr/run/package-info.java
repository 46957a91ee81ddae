/**
 * What every run shares: seeds, files that are whole or not there, provenance, progress.
 *
 * <p>The ground floor: plain Java, knows neither networks nor environments.
 */
package digr.run;
