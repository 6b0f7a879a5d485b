// Marks a picture of a study as one that matters, or no longer.
import { changeThing, readThing } from '../../../core/things/edit.ts';
import { picturesWords } from '../../../locales/words.ts';
import type { MedicalImageStudy } from '../../../things/medical-image-study.ts';
import type { ItemAtHand } from '../../items/at-hand.ts';
import { studyHref } from '../../items/pictures/links.ts';
import { makeEditUndo } from '../../items/revert.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { findShown } from './place.ts';
import { readShownStudy } from './study.ts';

export async function saveKey(c: SignedInContext, at: ItemAtHand, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { grant, thing } = at;
  const w = picturesWords(language);
  const shown = await vault.store.read(db => readShownStudy(db, vault, at));
  const place = findShown(shown, form.get('picture') ?? '');
  const from = readThing(thing);
  if (!place || !from) throw notFound();
  const name = place.blob.name;
  const value = from.value as MedicalImageStudy;
  const others = (value.keyImages ?? []).filter(({ imageBlobName }) => imageBlobName !== name);
  const wasKey = others.length < (value.keyImages ?? []).length;
  const keyImages = wasKey ? others : [...others, { imageBlobName: name }];
  const saved = await changeThing(vault, grant, from, { ...from, value: { ...value, keyImages } });
  if (typeof saved === 'object')
    leaveNotice(c, {
      text: wasKey ? w.keyUndone : w.keyDone,
      undo: makeEditUndo(visit, { id: thing.id, versionStamp: saved.versionStamp, to: thing.versionStamp }),
    });
  return goTo(c, `${studyHref(thing.id)}?series=${place.series + 1}&picture=${place.picture + 1}`);
}
