// What a text of Blue Button may ask of whoever reads it.

/** Of a line that are kept; those of real files have eighty. */
export const lineBytesMax = 64 * 1024;

/** What one item is made of: a medicine, a laboratory's report. */
export const recordCharactersMax = 1024 * 1024;
export const recordFieldsMax = 5000;

/** A PDF, its pages that are read, and the memory that reading it takes. */
export const pdfBytesMax = 32 * 1024 * 1024;
export const pdfPagesMax = 1000;
export const pdfMemoryBytesMax = 256 * 1024 * 1024;
