// STOW-RS: instances that an application sends, and what became of each.
import type { NotStored, StoredInstance } from '../../core/imaging/store.ts';

export interface StoreAnswer {
  readonly status: 200 | 202 | 409;
  readonly dataset: Readonly<Record<string, unknown>>;
  /** What went wrong, in words; empty where nothing did. */
  readonly words: string;
}

/** The standard's numbers for why not. */
const reasons: Readonly<Record<NotStored, number>> = {
  'not-dicom': 0xc000,
  directory: 0xc000,
  'no-uid': 0xc000,
  'cut-off': 0xc000,
  damaged: 0xc000,
  'too-deep': 0xc000,
  'took-too-long': 0xc000,
  'too-large': 0xa700,
  'unpacks-too-large': 0xa700,
  'no-room': 0xa700,
  'too-many': 0xa700,
  'other-bytes': 0x0111,
  'other-study': 0xa900,
  'other-person': 0x0110,
  'not-allowed': 0x0124,
};

const words: Readonly<Record<NotStored, string>> = {
  'not-dicom': 'is no DICOM file',
  directory: 'is the directory of a disc, not an instance',
  'no-uid': 'does not say its study, series and instance by proper UIDs',
  'cut-off': 'was cut off',
  damaged: 'is damaged',
  'too-deep': 'has items within items beyond measure',
  'took-too-long': 'took too long to read',
  'too-large': 'has a header that is too large',
  'unpacks-too-large': 'inflates beyond measure',
  'no-room': 'found no room in the record',
  'too-many': 'would be one more than a study may have',
  'other-bytes': 'has the number of another file that is there',
  'other-study': 'is of another study than the address names',
  'other-person':
    "names another patient than the record's person; with ?anyway=true it is taken all the same",
  'not-allowed': 'is not allowed by what the person granted, or by the scopes of the token',
};

export function answerStore(outcomes: readonly StoredInstance[], baseUrl: string): StoreAnswer {
  const failed = outcomes.filter(({ why }) => why !== undefined);
  const stored = outcomes.filter(({ why }) => why === undefined);
  const studies = new Set(stored.map(({ header }) => header?.studyUid));
  const [only] = studies;
  const names = [...new Set(failed.map(({ why }) => words[why ?? 'damaged']))];
  return {
    status: failed.length === 0 ? 200 : stored.length > 0 ? 202 : 409,
    words: names.map(name => `An instance ${name}.`).join(' '),
    dataset: {
      ...(studies.size === 1 && { '00081190': { vr: 'UR', Value: [`${baseUrl}/studies/${only}`] } }),
      ...(failed.length > 0 && { '00081198': { vr: 'SQ', Value: failed.map(one => printFailed(one)) } }),
      ...(stored.length > 0 && {
        '00081199': { vr: 'SQ', Value: stored.map(one => printStored(one, baseUrl)) },
      }),
    },
  };
}

function printReference({ header }: StoredInstance): Record<string, unknown> {
  return {
    '00081150': { vr: 'UI', ...(header && { Value: [header.sopClass] }) },
    '00081155': { vr: 'UI', ...(header && { Value: [header.instanceUid] }) },
  };
}

function printFailed(one: StoredInstance): Record<string, unknown> {
  return { ...printReference(one), '00081197': { vr: 'US', Value: [reasons[one.why ?? 'damaged']] } };
}

function printStored(one: StoredInstance, baseUrl: string): Record<string, unknown> {
  const { studyUid, seriesUid, instanceUid } = one.header ?? { studyUid: '', seriesUid: '', instanceUid: '' };
  const url = `${baseUrl}/studies/${studyUid}/series/${seriesUid}/instances/${instanceUid}`;
  return { ...printReference(one), '00081190': { vr: 'UR', Value: [url] } };
}
