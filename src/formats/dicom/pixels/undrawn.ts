// Why a picture cannot be drawn, in one of few words that languages say; no message of a library gets out.

export type Undrawn =
  /** It is no DICOM file, or breaks off in what tells of the picture. */
  | 'broken'
  /** It holds no picture. */
  | 'none'
  /** It is packed in a way that is not read here. */
  | 'packing'
  /** It has more pixels than are drawn. */
  | 'too-large';

export class UndrawnPicture extends Error {
  readonly why: Undrawn;
  constructor(why: Undrawn) {
    super(why);
    this.why = why;
  }
}
