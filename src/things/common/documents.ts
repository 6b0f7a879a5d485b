// What can be told from a document of another standard without knowing its schema.
import { collapseSpaces } from '../../schema/text.ts';
import { readXml, type XmlCursor, XmlFault } from '../../schema/xml-reader.ts';

/** The characters at the end of a path of child elements, in one line: `readTextAt(xml, 'DateTime', 'ExactDateTime')`. */
export function readTextAt(xml: string, ...path: string[]): string | undefined {
  try {
    const at = readXml(xml).root();
    return path.every(name => toChild(at, name)) ? collapseSpaces(at.text()) || undefined : undefined;
  } catch (fault) {
    // Nothing is known of the content, so it may well be something else than what is looked for.
    if (fault instanceof XmlFault) return undefined;
    throw fault;
  }
}

function toChild(at: XmlCursor, name: string): boolean {
  const close = at.enter();
  while (at.index < close && at.atElement()) {
    if (at.name === name) return true;
    at.skip();
  }
  return false;
}
