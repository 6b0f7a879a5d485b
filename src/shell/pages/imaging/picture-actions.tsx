// What can be done with the picture that is looked at: its file taken along, and the picture marked as one that matters.
import type { ThingBlob } from '../../../core/blobs/blob.ts';
import { flag } from '../../../core/things/thing.ts';
import { picturesWords } from '../../../locales/words.ts';
import type { ItemAtHand } from '../../items/at-hand.ts';
import { itemHref } from '../../items/kinds.ts';
import { studyHref } from '../../items/pictures/links.ts';
import { Form } from '../../kit/layout.tsx';
import type { SignedInVisit } from '../../web/visit.ts';
import type { ShownStudy } from './study.ts';

interface PictureActionsProps {
  readonly visit: SignedInVisit;
  readonly at: ItemAtHand;
  readonly shown: ShownStudy;
  readonly blob: ThingBlob | undefined;
}

export function PictureActions({ visit, at: { grant, thing }, shown, blob }: PictureActionsProps) {
  const w = picturesWords(visit.language);
  if (!blob) return null;
  const { typeId, effectiveDate, state, flags } = thing;
  const mayMark =
    state === 'Active' && (flags & flag.readOnly) === 0 && grant.permits('Update', typeId, effectiveDate);
  const isKey = shown.keys.some(key => key.blob.blobId === blob.blobId);
  return (
    <div class="actions picture-actions">
      {mayMark && (
        <Form visit={visit} action={`${studyHref(thing.id)}/key`} marks={{ 'data-key': '' }}>
          <input type="hidden" name="picture" value={blob.blobId} />
          <button type="submit" class="second" aria-pressed={isKey ? 'true' : 'false'}>
            {isKey ? w.keyUndo : w.keyDo}
          </button>
        </Form>
      )}
      <a class="button quiet" data-file="" href={`${itemHref(thing.id)}/files/${blob.blobId}`}>
        {w.download}
      </a>
    </div>
  );
}
