// Text in a character set that nobody named, and what of it items can hold.

/** Turns bytes into text. @throws UnreadableFile for bytes that its character set does not have */
export type Decode = (bytes: Uint8Array) => string;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows = new TextDecoder('windows-1252');

/** UTF-8, or what Windows writes. */
export const decodeUnnamed: Decode = bytes => {
  try {
    return utf8.decode(bytes);
  } catch {
    return windows.decode(bytes);
  }
};

/** XML has no place for control characters, but for tabs and ends of lines, nor for halves of others. */
export function dropControls(text: string): string {
  return text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu, '');
}
