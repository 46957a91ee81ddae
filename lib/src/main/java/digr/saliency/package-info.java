/** Saliency methods: a policy and states in, one map a state out that says which pixels matter to the policy there. */
package digr.saliency;
