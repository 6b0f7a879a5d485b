// What one picture may ask of whoever draws it.

/** Pixels of a frame: two mammograms of the largest detector there is. */
export const framePixelsMax = 50_000_000;

/** Bytes that a deflated file may become. */
export const inflatedBytesMax = 536_870_912;

/** Frames of a file: more than an hour of ultrasound. */
export const framesMax = 100_000;
