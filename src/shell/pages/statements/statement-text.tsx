// What others wrote, as people read it: paragraphs, and addresses of the web to click on. Nothing else in it acts.
import type { Child } from 'hono/jsx';

export function StatementText({ text }: { text: string }) {
  return (
    <>
      {text
        .replace(/\r\n?/g, '\n')
        .split(/\n(?:[ \t]*\n)+/)
        .filter(paragraph => paragraph.trim() !== '')
        .map(paragraph => (
          <p dir="auto">{withLinks(paragraph)}</p>
        ))}
    </>
  );
}

/** Every second part is an address. */
function withLinks(text: string): Child[] {
  return text.split(/(https:\/\/[^\s<>"]+)/i).flatMap((part, place): Child[] => {
    if (place % 2 === 0) return [part];
    const address = withoutPunctuation(part);
    if (!isPlainAddress(address)) return [part];
    return [
      <a href={address} rel="noopener noreferrer">
        {address}
      </a>,
      part.slice(address.length),
    ];
  });
}

/** What ends a sentence, or a bracket the address did not open, is not part of it. */
function withoutPunctuation(address: string): string {
  const outside = address.includes('(') ? /[.,;:!?'’”»*\]]/ : /[.,;:!?'’”»*\])]/;
  let end = address.length;
  while (outside.test(address[end - 1]!)) end -= 1;
  return address.slice(0, end);
}

/** A name before the host makes an address look like one of somebody else. */
function isPlainAddress(address: string): boolean {
  return URL.canParse(address) && new URL(address).username === '' && new URL(address).password === '';
}
