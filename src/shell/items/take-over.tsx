// On the page of a clinical document: the way to what is in it, item by item.
import { mayImport } from '../../core/imports/begin.ts';
import type { Import } from '../../core/imports/import.ts';
import { importsWords } from '../../locales/words.ts';
import { Form } from '../kit/layout.tsx';
import type { Visit } from '../web/visit.ts';
import type { ItemAtHand } from './at-hand.ts';
import { importDocumentPath, importHref } from './import-links.ts';

interface TakeOverProps {
  readonly visit: Visit;
  readonly at: ItemAtHand;
  /** How it went where it was begun before. */
  readonly before: Import | undefined;
}

export function TakeOver({ visit, at: { grant, thing }, before }: TakeOverProps) {
  const w = importsWords(visit.language);
  if (before)
    return (
      <p class="actions not-printed">
        <a class="button second" href={importHref(before.id)}>
          {before.state === 'done' ? w.takenOver : w.takeOver}
        </a>
      </p>
    );
  if (thing.state !== 'Active' || !mayImport(grant)) return null;
  return (
    <>
      <p class="hint">{w.takeOverHint}</p>
      <BeginDocument visit={visit} recordId={grant.recordId} thingId={thing.id} text={w.takeOver} />
    </>
  );
}

interface BeginDocumentProps {
  readonly visit: Visit;
  readonly recordId: string;
  readonly thingId: string;
  readonly text: string;
  /** Of the application that sent the person here, sealed. */
  readonly request?: string | undefined;
}

/** Has a document of the record read. */
export function BeginDocument({ visit, recordId, thingId, text, request }: BeginDocumentProps) {
  return (
    <Form visit={visit} action={importDocumentPath} request={request}>
      <input type="hidden" name="record" value={recordId} />
      <input type="hidden" name="thing" value={thingId} />
      <p class="actions">
        <button type="submit">{text}</button>
      </p>
    </Form>
  );
}
