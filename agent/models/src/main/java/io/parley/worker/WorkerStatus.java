package io.parley.worker;

/**
 * What a worker does now.
 *
 * @param pid its process; 0 while there is none
 * @param starts how often it was started
 * @param waiting questions that wait
 * @param running questions being answered
 * @param tokensPerSecond decoded lately by one question; 0 until known
 * @param residentBytes its memory, as last measured; 0 until known
 * @param lastDeath why it last died; empty if it never did
 * @param kernels which library and kernels are live; empty until ready
 */
public record WorkerStatus(
    long pid,
    int starts,
    int waiting,
    int running,
    double tokensPerSecond,
    long residentBytes,
    String lastDeath,
    String kernels) {}
