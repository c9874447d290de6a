/** Float32 numbers in a vector, one sample each. */
export const LANES = 4;
export const VECTOR_BYTES = 16;

/**
 * Vectors per iteration of a loop over samples. An elementary function is a long chain of
 * instructions that wait for each other; the processor fills the waiting with the other chain.
 */
export const UNROLL = 2;

/** Columns of samples are padded to a multiple of it. A power of two. */
export const SAMPLES_PER_ITERATION = UNROLL * LANES;
/** Bytes of a float32 column that one iteration covers. */
export const ITERATION_BYTES = UNROLL * VECTOR_BYTES;
