// What a mail may ask of whoever reads it. Nothing that is decoded is longer than what came, so bytes are bounded by the mail's.

export interface MimeLimits {
  /** Parts of one mail, those that hold others included. */
  readonly partsMax: number;
  /** Parts within parts. */
  readonly depthMax: number;
  /** Of one part: bytes of its header, and how many fields. */
  readonly headerBytesMax: number;
  readonly headerFieldsMax: number;
}

/** What mail programs write is far below. */
export const mimeLimits: MimeLimits = {
  partsMax: 500,
  depthMax: 20,
  headerBytesMax: 65_536,
  headerFieldsMax: 300,
};

/** What a zip of documents may unpack to, and how many files it may have. */
export const xdmBytesMax = 67_108_864;
export const xdmEntriesMax = 1000;
/** Of the description of what is in it. */
export const xdmMetadataBytesMax = 4_194_304;
