// How a text leaves as the body of an answer, once it is known how many bytes it takes.
import type { ServerResponse } from 'node:http';

/** Text leaves in one write with the head; what is large would be copied for it. */
const oneWriteBytesMax = 65_536;

/** What is short is copied to stand behind the head, which costs less than a second piece. */
const copiedBytesMax = 4096;

/** @param bytes of the text in UTF-8 */
export function endWithText(response: ServerResponse, text: string, bytes: number): void {
  if (bytes >= oneWriteBytesMax) response.end(Buffer.from(text));
  // As many bytes as characters are ASCII, which takes no encoding. Node copies what is said to be Latin-1 behind the head.
  else if (bytes === text.length) response.end(text, bytes < copiedBytesMax ? 'latin1' : 'ascii');
  else response.end(text, 'utf8');
}
