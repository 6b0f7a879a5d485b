// What is asked of the thread that reads a PDF, and what it answers.

export type PdfQuestion = { readonly bytes: Uint8Array } & (
  | { readonly want: 'text'; readonly pagesMax: number; readonly charactersMax: number }
  | { readonly want: 'picture'; readonly page: number; readonly width: number; readonly height: number }
);

export interface PdfText {
  readonly text: string;
}

/** Of one page, four bytes a pixel: red, green, blue and how dense it is. */
export interface PdfPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Undefined for what is no PDF, is locked by a password, or broke the reader. */
export type PdfAnswer = PdfText | PdfPicture | undefined;
