// How bytes travel in a mail, and back. What stands between the letters of base64 is passed over, as RFC 2045 has it.

const equals = 0x3d;

export function decodeBase64Lines(body: Buffer): Buffer {
  return Buffer.from(body.toString('latin1'), 'base64');
}

/** An escape that is none stays as it stands. */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(body.length);
  let to = 0;
  for (let at = 0; at < body.length; ) {
    const byte = body[at] as number;
    if (byte === 0x20 || byte === 0x09) {
      const end = skipBlanks(body, at);
      // Blanks at the end of a line were added on the way.
      if (!isLineEnd(body, end)) for (let from = at; from < end; from++) bytes[to++] = body[from] as number;
      at = end;
      continue;
    }
    if (byte !== equals) {
      bytes[to++] = byte;
      at++;
      continue;
    }
    const value = hexAt(body, at + 1);
    if (value !== undefined) {
      bytes[to++] = value;
      at += 3;
      continue;
    }
    const end = skipBlanks(body, at + 1);
    if (isLineEnd(body, end)) at = end + (body[end] === 0x0d ? 2 : 1);
    else {
      bytes[to++] = byte;
      at++;
    }
  }
  return bytes.subarray(0, to);
}

function skipBlanks(body: Buffer, from: number): number {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x09) at++;
  return at;
}

function isLineEnd(body: Buffer, at: number): boolean {
  return at >= body.length || body[at] === 0x0a || (body[at] === 0x0d && body[at + 1] === 0x0a);
}

function hexAt(body: Buffer, at: number): number | undefined {
  const [high, low] = [digitOf(body[at]), digitOf(body[at + 1])];
  return high === undefined || low === undefined ? undefined : 16 * high + low;
}

function digitOf(byte: number | undefined): number | undefined {
  if (byte === undefined) return undefined;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte & ~0x20;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : undefined;
}

const lineMax = 76;

export function encodeBase64Lines(bytes: Buffer): Buffer {
  const text = bytes.toString('base64');
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += lineMax) lines.push(text.slice(at, at + lineMax));
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** Of text, whose line breaks become those of mail. */
export function encodeQuotedPrintable(text: string): Buffer {
  const lines = text.split(/\r\n|\r|\n/).map(line => breakLine(Buffer.from(line)));
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

function breakLine(bytes: Buffer): string {
  const lines: string[] = [];
  let line = '';
  for (const [place, byte] of bytes.entries()) {
    const isLast = place === bytes.length - 1;
    const isBlank = byte === 0x20 || byte === 0x09;
    const isPlain = (byte > 0x20 && byte < 0x7f && byte !== equals) || (isBlank && !isLast);
    const piece = isPlain
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (line.length + piece.length >= lineMax) {
      lines.push(`${line}=`);
      line = '';
    }
    line += piece;
  }
  return [...lines, line].join('\r\n');
}
