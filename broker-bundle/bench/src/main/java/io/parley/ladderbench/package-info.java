/**
 * The bench {@code ladder}: the work of 100 agents and 1000 queries that the Agora paper (arXiv
 * 2410.11905, section 5.3 and appendix D) describes, regenerated with data of our own and tools
 * that are functions of their input, so that every answer is checked. A scripted oracle speaks
 * where a large model would; tokens are counted on the real prompts. One thread; entered through
 * {@link io.parley.ladderbench.LadderBench}.
 */
@NullMarked
package io.parley.ladderbench;

import org.jspecify.annotations.NullMarked;
