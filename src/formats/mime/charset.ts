// Text of a mail, in whatever letters it says it is.

/** What is not known is read as UTF-8, and where that fails one byte a letter. */
export function decodeText(bytes: Buffer, charset: string | undefined): string {
  const decoder = decoderOf(charset);
  if (decoder) return decoder.decode(bytes);
  const text = new TextDecoder().decode(bytes);
  return text.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : text;
}

function decoderOf(charset: string | undefined): TextDecoder | undefined {
  const name = charset?.trim().toLowerCase();
  if (name === undefined || name === '' || name === 'us-ascii') return undefined;
  try {
    return new TextDecoder(name);
  } catch {
    return undefined;
  }
}
