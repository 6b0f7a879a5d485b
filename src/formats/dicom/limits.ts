// What a DICOM file may ask of whoever reads it.

/** Of its beginning, which is read first: nearly all headers are shorter, and pixel data is not read. */
export const headBytes = 65_536;

/** Of a header that is longer, or of a document whose content stands in it. */
export const headerBytesMax = 33_554_432;

/** What a deflated file inflates to, as far as it is read. */
export const inflatedBytesMax = 134_217_728;

/** Numbers of 16 bits that are read of a header: three make an element at most. */
export const headerNumbersMax = 2_000_000;

/** Items within items. */
export const depthMax = 32;

/** Of a file that are shown: more than an hour of ultrasound. */
export const framesMax = 100_000;

/** Of one value that is shown, or stands in an index. */
export const textLengthMax = 1024;

/** Of what a report says, printed. */
export const reportCharactersMax = 1_048_576;

/** Content items of a report, and instances that it, or a list of key images, names. */
export const contentItemsMax = 20_000;

/** Of a value that stands in the JSON of an instance; a longer one has an address. */
export const inlineBytesMax = 1024;

/** Files of an archive that are looked at to tell whether there are pictures in it. */
export const detectEntriesMax = 50;
