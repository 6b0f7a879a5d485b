// What a health card may ask of whoever reads it.

/** A file of cards, or the text of their codes; a card that fits a code has 3 KB. */
export const cardFileBytesMax = 4 * 1024 * 1024;

/** A picture of a code. */
export const pictureBytesMax = 16 * 1024 * 1024;
export const picturePixelsMax = 50_000_000;

/** The longer side to which larger pictures are brought before a code is looked for. */
export const pictureSideMax = 2000;

/** Codes of one picture that are looked at. */
export const codesPerPictureMax = 20;

export const cardsPerFileMax = 100;

/** What one card is inflated to. */
export const cardBytesMax = 2 * 1024 * 1024;

/** Pieces of a card that one code does not hold. */
export const piecesMax = 100;

export const entriesMax = 1000;
