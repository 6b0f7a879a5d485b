// What stands beside a document: what people say of it, and the items it is attached to. All else there stays.
import {
  attachedTo,
  type DocumentAbout,
  documentSource,
  printDocumentAbout,
} from '../../../core/documents/about.ts';
import type { Infer } from '../../../schema/schema.ts';
import { readStored } from '../../../schema/stored-xml.ts';
import { common } from '../../../things/common/common-part.ts';

type Common = Partial<Infer<typeof common>>;

export function setAbout(commonXml: string, about: DocumentAbout): string {
  return changed(commonXml, before => {
    const others = (before.extension ?? []).filter(({ source }) => source !== documentSource);
    const said = printDocumentAbout(about);
    const own = { source: documentSource, content: said === undefined ? [] : [said] };
    return {
      ...before,
      extension: said === undefined ? others : [...others, own as (typeof others)[number]],
    };
  });
}

export function attach(commonXml: string, id: string): string {
  return changed(commonXml, before => {
    const others = before.relatedThing ?? [];
    if (others.some(one => isOf(one, id))) return before;
    const target = { byId: { thingId: id } };
    return { ...before, relatedThing: [...others, { target, relationshipType: attachedTo }] };
  });
}

export function detach(commonXml: string, id: string): string {
  return changed(commonXml, before => ({
    ...before,
    relatedThing: (before.relatedThing ?? []).filter(one => !isOf(one, id)),
  }));
}

function isOf({ target }: NonNullable<Common['relatedThing']>[number], id: string): boolean {
  return 'byId' in target && target.byId.thingId.toLowerCase() === id;
}

function changed(commonXml: string, change: (before: Common) => Common): string {
  const before: Common = commonXml === '' ? {} : common.parse(readStored(commonXml).root());
  const after = change(before);
  const isEmpty = Object.values(after).every(part => part === undefined || (part as unknown[]).length === 0);
  return isEmpty ? '' : common.print('common', after as Infer<typeof common>);
}
