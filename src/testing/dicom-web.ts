// Instances as DICOMweb sends them: parts of one body, one after the other.

export const partsType = 'multipart/related; type="application/dicom"; boundary=x';

export function packInstances(files: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const pieces = files.flatMap(file => [
    Buffer.from('--x\r\nContent-Type: application/dicom\r\n\r\n'),
    file,
    Buffer.from('\r\n'),
  ]);
  return new Uint8Array(Buffer.concat([...pieces, Buffer.from('--x--\r\n')]));
}

/** The parts of an answer. */
export async function readAnswer(answer: Response): Promise<{ head: string; bytes: Buffer }[]> {
  const [, boundary = ''] = /boundary=(\S+)/.exec(answer.headers.get('content-type') ?? '') ?? [];
  const body = Buffer.from(await answer.arrayBuffer());
  const parts: { head: string; bytes: Buffer }[] = [];
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at !== -1; ) {
    const next = body.indexOf(mark, at + mark.length);
    if (next === -1) break;
    const part = body.subarray(at + mark.length + 2, next - 2);
    const end = part.indexOf('\r\n\r\n');
    parts.push({ head: part.toString('latin1', 0, end), bytes: part.subarray(end + 4) });
    at = next;
  }
  return parts;
}
