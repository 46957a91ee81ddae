/** Evaluators: returns, and how well maps find what matters; small records that can be shown as Tablesaw tables. */
package digr.eval;
