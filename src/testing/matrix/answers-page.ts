// Prints the authorisation matrix of FHIR, DICOMweb, OAuth and REST as a page of the documentation: what the rules say, which the tests hold to a
// running server. What is answered alike is told once.
import { printCapabilities } from '../../facades/fhir/capabilities.ts';
import type { AnyResource } from '../fhir-client.ts';
import { type DicomRowName, dicomRows, everybodyByDicom, expectedByDicom } from './dicom-rules.ts';
import {
  everybody,
  expectedOf,
  expectedOfSubscription,
  kindsOfEveryWay,
  listAskedKinds,
  listRows,
  type SubscriptionRow,
  subscriptionRows,
} from './fhir-rules.ts';
import { type Door, oauthDoors } from './oauth-rules.ts';
import { everybodyByRest, expectedByRest, restRows } from './rest-rules.ts';
import { aligned, grouped } from './table.ts';

type Outcome = string | number;

/** What each who is answered, in the same order for all. */
interface Asked {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

export function answersPage(vault: Parameters<typeof printCapabilities>[0]): string {
  const statement: AnyResource = printCapabilities(vault);
  const resources: AnyResource[] = statement.rest[0].resource;
  return [
    '# Who may do what by FHIR, DICOMweb, OAuth and REST',
    '',
    'Every interaction of FHIR with every kind of resource, every address of DICOMweb, every door of OAuth and every',
    `operation of REST, by everybody who may come there: ${countAnswers(resources)} requests. What is answered is what the rules of`,
    '`src/testing/matrix/` say, by which this page is written (`KEEPWELL_WRITE_MATRIX=1`); `src/fhir-matrix.test.ts` (of some',
    'kinds, and of all where `KEEPWELL_MATRIX_KINDS` says so), `src/dicom-matrix.test.ts`, `src/oauth-matrix.test.ts` and',
    '`src/rest-matrix.test.ts` hold a running server to it. The XML API has [a page of its own](authorization-matrix.md).',
    '',
    'An answer is a status of HTTP; – is a good one with nothing of what was asked for. Columns have letters, which the list',
    'before each table explains.',
    '',
    '## FHIR',
    '',
    'Scopes are for the kind that is asked for; a rule is granted on the type that it is kept as. Who comes may do all that',
    'is not said to be missing, with a token of a person who is there.',
    '',
    ...fhirParts(resources),
    '### Subscription',
    '',
    'They are the application’s own. Scopes are for Subscription, rules for what it tells of.',
    '',
    ...table(
      everybody,
      (Object.keys(subscriptionRows) as SubscriptionRow[]).map(name => ({
        name,
        outcomes: everybody.map(who => expectedOfSubscription(name, who)),
      })),
    ),
    '## DICOMweb',
    '',
    'Scopes are for ImagingStudy; a rule is granted on what studies are kept as. What may not be stored is told of instance',
    'by instance, and 409 is the answer where that is all of them. Into a study that may not be read nothing is stored: it',
    'becomes one more.',
    '',
    ...table(
      everybodyByDicom,
      (Object.keys(dicomRows) as DicomRowName[]).map(name => ({
        name: `${name} (\`${dicomRows[name].route}\`)`,
        outcomes: everybodyByDicom.map(who => expectedByDicom(name, who)),
      })),
    ),
    '## REST',
    '',
    'Scopes and rules are for all that the operations are about. What may not be read is not there to be changed.',
    '',
    ...table(
      everybodyByRest,
      Object.keys(restRows).map(name => ({
        name: `\`${name}\``,
        outcomes: everybodyByRest.map(who => expectedByRest(name, who)),
      })),
    ),
    '## OAuth',
    '',
    'An error is told with its word; _back_ means that the browser is sent to the application with it, _a page_ that the',
    'person is shown what is wrong and nobody is sent anywhere.',
    '',
    ...Object.entries(oauthDoors).flatMap(([name, door]) => doorTable(name, door)),
  ].join('\n');
}

/** As often as a run of all asks. */
function countAnswers(resources: readonly AnyResource[]): number {
  const rows = listAskedKinds(resources).flatMap(({ type, codes }) =>
    listRows(type, codes, kindsOfEveryWay.includes(type)),
  );
  const ofFhir = (rows.length + Object.keys(subscriptionRows).length) * everybody.length;
  const ofOauth = Object.values(oauthDoors).flatMap(({ answers }) => Object.keys(answers)).length;
  const ofDicom = Object.keys(dicomRows).length * everybodyByDicom.length;
  return ofFhir + ofDicom + ofOauth + Object.keys(restRows).length * everybodyByRest.length;
}

/** Kinds that answer alike stand together, the largest part first. */
function fhirParts(resources: readonly AnyResource[]): string[] {
  const kinds = listAskedKinds(resources).map(({ type, codes, takesPatient }) => ({
    type,
    asked: listRows(type, codes, true).map(name => ({
      name,
      outcomes: everybody.map(who => expectedOf(name, who, type, takesPatient)),
    })),
  }));
  const parts = grouped(kinds, ({ asked }) => JSON.stringify(asked)).sort((a, b) => b.length - a.length);
  return parts.flatMap(([first, ...others], place) => {
    if (!first) return [];
    const names = [first, ...others].map(({ type }) => type);
    const isMost = place === 0;
    return [
      `### ${isMost ? 'Most kinds' : names.join(', ')}`,
      '',
      ...(isMost ? [`${names.join(', ')}.`, ''] : []),
      ...table(everybody, first.asked),
    ];
  });
}

/** Who comes by what is asked; columns that are alike are one, and so are lines. */
function table(whos: readonly string[], asked: readonly Asked[]): string[] {
  const columns = grouped(asked, ({ outcomes }) => JSON.stringify(outcomes));
  const letterOf = (place: number) => String.fromCharCode('A'.charCodeAt(0) + place);
  const lines = whos.map((who, place) => ({
    who,
    cells: columns.map(([one]) => tell(one?.outcomes[place] ?? '')),
  }));
  const alike = grouped(lines, ({ cells }) => JSON.stringify(cells));
  return [
    ...columns.map((same, place) => `- **${letterOf(place)}** ${same.map(({ name }) => name).join('; ')}`),
    '',
    ...aligned([
      ['who comes', ...columns.map((_, place) => letterOf(place))],
      ...alike.map(same => [same.map(({ who }) => who).join('; '), ...(same[0]?.cells ?? [])]),
    ]),
    '',
  ];
}

function doorTable(name: string, { path, answers }: Door): string[] {
  const rows = grouped(Object.entries(answers), ([, answer]) => answer).map(same => [
    same.map(([who]) => who).join('; '),
    same[0]?.[1] ?? '',
  ]);
  const title = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  return [`### ${title}`, '', `\`${path}\``, '', ...aligned([['who comes', 'answer'], ...rows]), ''];
}

function tell(outcome: Outcome): string {
  return outcome === 'empty' ? '–' : String(outcome);
}
