/**
 * How fast the library is, by JMH, and beside the Python libraries that do the same work (the scripts in {@code
 * bench/peers}). A benchmark class is named {@code ...Benchmark}; {@code ./digr bench} runs them.
 */
package digr.bench;
