/**
 * What the notebook kernel loads by itself: how values show themselves in a cell, what a cell may name without an
 * import, and what a notebook calls to show progress and to keep a figure.
 */
package digr.lab;
