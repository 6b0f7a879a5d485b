// The common part of an item, as it is stored: what applications and people add to any kind of it.
import { readStored } from '../../schema/stored-xml.ts';
import type { XmlCursor } from '../../schema/xml-document.ts';

/** Each child of the common element. Who looks may go into it. */
export function* childrenOf(commonXml: string): Generator<XmlCursor> {
  const all = readStored(commonXml).root();
  const close = all.enter();
  while (all.index < close && all.atElement()) {
    yield all.at(all.index);
    all.skip();
  }
}
