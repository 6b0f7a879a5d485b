// The few cases that are large: at the limit of bytes, depth, nodes, attributes, or work. They must be answered in time.
import type { Random } from './random.ts';

const megabyte = 1_000_000;

/** An info element that is heavy in one way, for a method that it may suit. */
export function heavyInfo(r: Random): { name: string; method: string; version: number; info: string } {
  const name = r.pick(Object.keys(heavies));
  const [method, version, inside] = heavies[name]!(r);
  return { name, method, version, info: `<info>${inside}</info>` };
}

type Heavy = (r: Random) => [method: string, version: number, inside: string];

const extension = (inside: string) =>
  `<thing><type-id>3d34d87e-7fc1-4153-800f-f56592cb0d17</type-id><data-xml><weight><when><date><y>2026</y><m>1</m><d>1</d></date></when>` +
  `<value><kg>1</kg></value></weight><common><extension source="s">${inside}</extension></common></data-xml></thing>`;
const inExtension = (inside: string): ReturnType<Heavy> => ['PutThings', 2, extension(inside)];
const group = (inside: string) => `<group>${inside}<format><section>core</section><xml/></format></group>`;
const some = (count: number, one: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => one(i)).join('');
const vocabularies = (keys: string) =>
  `<vocabulary-parameters>${keys}<fixed-culture>false</fixed-culture></vocabulary-parameters>`;
const hex = (i: number) => `3d34d87e-7fc1-4153-800f-${i.toString(16).padStart(12, '0')}`;

const heavies: Readonly<Record<string, Heavy>> = {
  longText: () => inExtension('x'.repeat(9 * megabyte)),
  longBlank: () => inExtension(`<a>${' '.repeat(9 * megabyte)}</a>`),
  longSettings: () => ['SetApplicationSettings', 1, `<app-settings>${'<a/>'.repeat(100_000)}</app-settings>`],
  longName: () => inExtension(`<${'n'.repeat(4 * megabyte)}/>`),
  longAttribute: () => inExtension(`<a b="${'v'.repeat(9 * megabyte)}"/>`),
  longComment: () => inExtension(`<a/><!--${'- '.repeat(4 * megabyte)}--><a/>`),
  manyComments: () => inExtension(`<a/>${'<!---->'.repeat(megabyte)}`),
  manyEntities: () => inExtension(`<a>${'&amp;'.repeat(1.8 * megabyte)}</a>`),
  manyCharacterReferences: () => inExtension(`<a>${'&#x41;'.repeat(1.5 * megabyte)}</a>`),
  manyCdata: () => inExtension(`<a>${'<![CDATA[]]>'.repeat(700_000)}</a>`),
  manySiblings: () => inExtension('<a/>'.repeat(240_000)),
  tooManySiblings: () => inExtension('<a/>'.repeat(2 * megabyte)),
  manyAttributes: () => inExtension(`<a ${some(120_000, i => `a${i}="" `)}/>`),
  mostAttributes: () => inExtension(`<a ${some(990, i => `a${i}="" `)}/>`.repeat(240)),
  manyNamespaces: () => {
    const declaring = some(100, level => `<a ${some(600, i => `xmlns:n${level * 600 + i}="u" `)}>`);
    return inExtension(`${declaring}${some(60_000, i => `<n${59_999 - i}:b/>`)}${'</a>'.repeat(100)}`);
  },
  manyOuterNamespaces: () => {
    const declared = some(900, i => `xmlns:n${i}="u${i}" `);
    return [
      'PutThings',
      2,
      extension(some(100_000, i => `<n${i % 900}:b/>`)).replace('<thing>', `<thing ${declared}>`),
    ];
  },
  deepNamespaces: () =>
    inExtension(
      `${some(100, i => `<a xmlns:n${i}="u">`)}${some(50_000, i => `<n${i % 100}:b n${(i * 7) % 100}:c=""/>`)}${'</a>'.repeat(100)}`,
    ),
  deep: () => inExtension('<a>'.repeat(megabyte) + '</a>'.repeat(megabyte)),
  deepAtLimit: () => inExtension(`${'<a>'.repeat(110)}${'<b/>'.repeat(200_000)}${'</a>'.repeat(110)}`),
  typedContent: () => {
    const typed = '<a xsi:type="xs:string">x</a>';
    const declared =
      'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema"';
    return [
      'PutThings',
      2,
      extension(typed.repeat(40_000)).replace('<extension ', `<extension ${declared} `),
    ];
  },
  typedFormats: () => {
    const declared =
      'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema"';
    return [
      'GetThings',
      3,
      `<group ${declared}><id>${hex(1)}</id><format>${'<xml xsi:type="xs:string"></xml>'.repeat(80_000)}</format></group>`,
    ];
  },
  manyThings: () => ['PutThings', 2, extension('').repeat(12_000)],
  mostThings: () => ['PutThings', 2, extension('').repeat(1000)],
  manyRemoved: () => [
    'RemoveThings',
    1,
    some(80_000, i => `<thing-id version-stamp="${hex(i)}">${hex(i)}</thing-id>`),
  ],
  manyIds: () => ['GetThings', 3, group(some(60_000, i => `<id>${hex(i)}</id>`))],
  mostIds: () => ['GetThings', 3, group(some(1200, i => `<id>${hex(i)}</id>`)).repeat(50)],
  manyFormats: () => [
    'GetThings',
    3,
    `<group><id>${hex(1)}</id><format>${some(120_000, i => `<type-version-format>${hex(i)}</type-version-format>`)}</format></group>`,
  ],
  manyGroups: () => ['GetThings', 3, group('<filter/>').repeat(30_000)],
  mostGroups: () => [
    'GetThings',
    3,
    group('<filter><xpath>/thing/data-xml/weight[value/kg != 1]</xpath></filter>').repeat(50),
  ],
  manyFilters: () => [
    'GetThings',
    3,
    group('<filter><thing-state>Active</thing-state></filter>'.repeat(30_000)),
  ],
  manyFilterTypes: () => [
    'GetThings',
    3,
    group(`<filter>${some(180_000, i => `<type-id>${hex(i)}</type-id>`)}</filter>`),
  ],
  manyRecords: () => ['GetAuthorizedRecords', 1, some(200_000, i => `<id>${hex(i)}</id>`)],
  manyTypes: () => ['GetThingType', 1, some(200_000, i => `<id>${hex(i)}</id>`)],
  manyKnownTypes: () => ['GetThingType', 1, '<id>3d34d87e-7fc1-4153-800f-f56592cb0d17</id>'.repeat(200_000)],
  manySections: () => [
    'GetThingType',
    1,
    `<id>3d34d87e-7fc1-4153-800f-f56592cb0d17</id>${'<section>xsd</section>'.repeat(200_000)}`,
  ],
  manyAsked: () => ['QueryPermissions', 1, some(145_000, i => `<thing-type-id>${hex(i)}</thing-type-id>`)],
  manyVocabularies: () => [
    'GetVocabulary',
    2,
    vocabularies(some(100_000, i => `<vocabulary-key><name>n${i}</name></vocabulary-key>`)),
  ],
  manyKnownVocabularies: () => [
    'GetVocabulary',
    2,
    vocabularies('<vocabulary-key><name>thing-types</name></vocabulary-key>'.repeat(100_000)),
  ],
  slowXPath: r => ['GetThings', 3, group(`<filter><xpath>${r.pick(slowXPaths)}</xpath></filter>`)],
  longDigits: () => [
    'GetRecordOperations',
    1,
    `<record-operation-sequence-number>${'9'.repeat(9 * megabyte)}</record-operation-sequence-number>`,
  ],
  longFraction: () => [
    'GetThings',
    3,
    group(`<filter><eff-date-min>2020-01-01T00:00:00.${'0'.repeat(4 * megabyte)}1</eff-date-min></filter>`),
  ],
  longYear: () => [
    'GetThings',
    3,
    group(`<filter><eff-date-min>${'9'.repeat(4 * megabyte)}-01-01T00:00:00</eff-date-min></filter>`),
  ],
  longGuid: () => ['GetThings', 3, group(`<id>${' \n'.repeat(4 * megabyte)}</id>`)],
};

const nested = (depth: number) => '//*['.repeat(depth) + '1' + ']'.repeat(depth);
const slowXPaths = [
  `/thing/data-xml${nested(12)}`,
  '/thing/data-xml//*[count(//*[count(//*[count(//*[count(//*) &gt; 0]) &gt; 0]) &gt; 0]) &gt; 0]',
  `/thing/data-xml${'//node()/..'.repeat(40)}`,
  `/thing/data-xml[string-length(${'concat(string(//*), '.repeat(30)}string(.)${')'.repeat(30)}) &gt; 1]`,
  `/thing/data-xml/descendant::*${'/ancestor::*/descendant::*'.repeat(20)}`,
];
