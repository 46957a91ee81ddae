/** Distillation with selective input-gradient regularisation, and the masks it selects by. */
package digr.distill;
