// Who may do what by DICOMweb: the rules of the authorisation matrix for that door, as docs/imaging.md and docs/smart.md have them.
// Whoever comes by FHIR comes here, and some whose rules are bound as those of studies often are. The code of the product is not asked.
import type { DicomRouteName } from '../../facades/dicomweb/route.ts';
import {
  type Caller,
  callers,
  everyRight,
  type FhirOutcome,
  holdsAny,
  type Letter,
  letters,
  type Right,
} from './fhir-rules.ts';

export interface DicomCaller extends Omit<Caller, 'token'> {
  readonly token?: Caller['token'] | 'that has ended';
  /** Of which days: all of them, where it is left out. */
  readonly dated?: 'as the study' | 'otherwise';
  /** Does the rule except what studies are kept as? */
  readonly isExcepted?: true;
  /** Did its person hide the study from others? */
  readonly isPersonal?: true;
}

/** Who may do all that is not taken away. */
export const dicomCallers = {
  ...callers,
  'a token that has ended': { token: 'that has ended' },
  'a scope to create, a rule to create': { letters: ['c'], rights: ['Create'] },
  'a scope to update, a rule to create': { letters: ['u'], rights: ['Create'] },
  'a scope for another code, a rule to create': { isNarrowed: true, rights: ['Create'] },
  'all scopes, a rule to read and create': { rights: ['Read', 'Create'] },
  'all scopes, a rule to read and update': { rights: ['Read', 'Update'] },
  'all scopes, a rule for the days of the study': { dated: 'as the study' },
  'all scopes, a rule for other days': { dated: 'otherwise' },
  'all scopes, a rule that excepts studies': { isExcepted: true },
  'all scopes, a study that is personal': { isPersonal: true },
} satisfies Record<string, DicomCaller>;

export type DicomWho = keyof typeof dicomCallers;
export const everybodyByDicom = Object.keys(dicomCallers) as DicomWho[];

/** What a caller can do about the study at hand, and about one like it. */
interface Can {
  readonly may: (letter: Letter) => boolean;
  readonly sees: boolean;
  readonly reaches: (right: Right) => boolean;
  /** May it make a study, by its rules and by its scopes? */
  readonly makes: boolean;
  /** Do its scopes open a study such as this? */
  readonly isWithin: boolean;
}

export interface DicomRow {
  readonly route: DicomRouteName;
  judge(can: Can): FhirOutcome;
}

const search = ({ may, sees }: Can) => (!may('s') ? 403 : sees ? 200 : 'empty');
const read = ({ may, sees }: Can) => (!may('r') ? 403 : sees ? 200 : 404);
/** What is refused by what was granted is told of instance by instance. */
const make = ({ may, makes }: Can) => (!may('c') && !may('u') ? 403 : makes ? 200 : 409);
/** Of a study that it cannot see it makes another. */
const add = (can: Can) => {
  const { may, sees, reaches, isWithin } = can;
  if (!sees || (!may('c') && !may('u'))) return make(can);
  return may('u') && isWithin && reaches('Update') ? 200 : 409;
};

const study = '/studies/{study}';
const series = `${study}/series/{series}`;
const instance = `${series}/instances/{instance}`;

/** In the order in which they are asked. */
export const dicomRows = {
  'search of studies': { route: 'GET /studies', judge: search },
  'search of series': { route: 'GET /series', judge: search },
  'search of instances': { route: 'GET /instances', judge: search },
  'search of the series of a study': { route: `GET ${study}/series`, judge: search },
  'search of the instances of a study': { route: `GET ${study}/instances`, judge: search },
  'search of the instances of a series': { route: `GET ${series}/instances`, judge: search },
  'a study': { route: `GET ${study}`, judge: read },
  'a study, as a disc': { route: `GET ${study}`, judge: read },
  'its metadata': { route: `GET ${study}/metadata`, judge: read },
  'its picture': { route: `GET ${study}/rendered`, judge: read },
  'its small picture': { route: `GET ${study}/thumbnail`, judge: read },
  'a series': { route: `GET ${series}`, judge: read },
  'metadata of a series': { route: `GET ${series}/metadata`, judge: read },
  'picture of a series': { route: `GET ${series}/rendered`, judge: read },
  'small picture of a series': { route: `GET ${series}/thumbnail`, judge: read },
  'an instance': { route: `GET ${instance}`, judge: read },
  'metadata of an instance': { route: `GET ${instance}/metadata`, judge: read },
  'picture of an instance': { route: `GET ${instance}/rendered`, judge: read },
  'small picture of an instance': { route: `GET ${instance}/thumbnail`, judge: read },
  'a frame': { route: `GET ${instance}/frames/{frames}`, judge: read },
  'picture of a frame': { route: `GET ${instance}/frames/{frames}/rendered`, judge: read },
  'small picture of a frame': { route: `GET ${instance}/frames/{frames}/thumbnail`, judge: read },
  'a value': { route: `GET ${instance}/bulkdata/{path}`, judge: read },
  'storing a study': { route: 'POST /studies', judge: make },
  'storing into the study': { route: `POST ${study}`, judge: add },
} as const satisfies Readonly<Record<string, DicomRow>>;

export type DicomRowName = keyof typeof dicomRows;

export function expectedByDicom(name: DicomRowName, who: DicomWho): FhirOutcome {
  const caller: DicomCaller = dicomCallers[who];
  if (caller.token) return 401;
  if (!holdsAny(caller)) return 403;
  const { letters: has = letters, shared, isNarrowed, isExcepted, dated } = caller;
  const rights = shared === 'to view' ? ['Read' as const] : (caller.rights ?? everyRight);
  const may = (letter: Letter) => has.includes(letter);
  const isWithin = !isNarrowed;
  const holds = (right: Right) => !isExcepted && dated !== 'otherwise' && rights.includes(right);
  const isAtHand = !caller.isElsewhere && !caller.isPersonal;
  return dicomRows[name].judge({
    may,
    sees: isAtHand && isWithin && holds('Read'),
    reaches: right => isAtHand && holds(right),
    makes: may('c') && isWithin && holds('Create'),
    isWithin,
  });
}
