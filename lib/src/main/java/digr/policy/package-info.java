/** A policy: scaling of frames, network, softmax; and its files, with import and export. */
package digr.policy;
