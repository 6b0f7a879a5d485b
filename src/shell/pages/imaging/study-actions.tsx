// What can be done with a study: taken along as a disc, shared with the record it is in, deleted.
import { picturesWords } from '../../../locales/words.ts';
import type { ItemAtHand } from '../../items/at-hand.ts';
import { itemHref } from '../../items/kinds.ts';
import { studyHref } from '../../items/pictures/links.ts';
import { picturesPath } from '../../items/pictures/paths.ts';
import { Form } from '../../kit/layout.tsx';
import type { SignedInVisit } from '../../web/visit.ts';

export function StudyActions({ visit, at: { of, grant, thing } }: { visit: SignedInVisit; at: ItemAtHand }) {
  const w = picturesWords(visit.language);
  const { id, versionStamp, typeId, effectiveDate, state } = thing;
  const mayDelete = state === 'Active' && grant.permits('Delete', typeId, effectiveDate);
  return (
    <div class="actions after">
      {state === 'Active' && (
        <a class="button second" href={`${studyHref(id)}/disc.zip`}>
          {w.disc}
        </a>
      )}
      {of.access.level === 'custodian' && (
        <a class="button second" href={`/records/${of.record.id}/sharing`}>
          {w.share}
        </a>
      )}
      <a class="button second" href={itemHref(id)}>
        {w.item}
      </a>
      <a class="button second" href={picturesPath}>
        {w.home}
      </a>
      {mayDelete && (
        <Form visit={visit} action="/items/chosen">
          <input type="hidden" name="record" value={grant.recordId} />
          <input type="hidden" name="thing" value={`${id} ${versionStamp}`} />
          <input type="hidden" name="back" value={picturesPath} />
          <button type="submit" name="do" value="delete" class="second">
            {w.remove}
          </button>
        </Form>
      )}
    </div>
  );
}
