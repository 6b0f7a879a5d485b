// What one picture may ask of whoever draws it.

/** Pixels of a frame: two mammograms of the largest detector there is. */
export const framePixelsMax = 50_000_000;

/** Of a frame that is unpacked: so many pixels as numbers of 32 bits, or in colours of eight. */
export const frameBytesMax = 209_715_200;

/** How much larger a frame may be than what RLE packed it to: two bytes make 128 at most. */
export const rleTimesMax = 64;
