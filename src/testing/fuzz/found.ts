// Requests that once went wrong, each as small as it still did, with the codes that are right. Read by fuzz.test.ts.
// In the text, `{record}` and its like stand for what a stage has: see replay.ts.

export interface Found {
  /** What goes right since. */
  readonly what: string;
  readonly method: string;
  readonly version: number;
  /** The info element; it and a header are signed. */
  readonly info: () => string;
  /** The inside of a PutThings that must come before. */
  readonly things?: () => string;
  readonly codes: readonly number[];
}

const someId = '3d34d87e-7fc1-4153-800f-000000000000';
const weight = '3d34d87e-7fc1-4153-800f-f56592cb0d17';
const some = (count: number, one: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => one(i)).join('');

const weightWith = (extension: string) => `<info>${thingWith(extension)}</info>`;
const thingWith = (extension: string) =>
  `<thing><type-id>${weight}</type-id><data-xml><weight><when><date><y>2026</y><m>1</m><d>1</d></date></when>` +
  `<value><kg>1</kg></value></weight><common><extension source="s">${extension}</extension></common></data-xml></thing>`;

export const found: readonly Found[] = [
  {
    what: 'prefixes by the ten thousand, declared and used, are read in time',
    method: 'PutThings',
    version: 2,
    info: () => {
      const declaring = some(100, level => `<a ${some(600, i => `xmlns:n${level * 600 + i}="u" `)}>`);
      return weightWith(`${declaring}${some(60_000, i => `<n${59_999 - i}:b/>`)}${'</a>'.repeat(100)}`);
    },
    codes: [0],
  },
  {
    what: 'xsi:type by the ten thousand is read in time',
    method: 'GetThings',
    version: 3,
    info: () =>
      '<info><group xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema">' +
      `<id>${someId}</id><format>${'<xml xsi:type="xs:string"></xml>'.repeat(80_000)}</format></group></info>`,
    codes: [0],
  },
  {
    what: 'one type asked for over and over is answered once',
    method: 'GetThingType',
    version: 1,
    info: () => `<info>${`<id>${weight}</id>`.repeat(200_000)}</info>`,
    codes: [0],
  },
  {
    what: 'vocabularies by the ten thousand are refused',
    method: 'GetVocabulary',
    version: 2,
    info: () =>
      `<info><vocabulary-parameters>${'<vocabulary-key><name>thing-types</name></vocabulary-key>'.repeat(100_000)}` +
      '<fixed-culture>false</fixed-culture></vocabulary-parameters></info>',
    codes: [3],
  },
  {
    what: 'rights on types by the ten thousand are refused',
    method: 'QueryPermissions',
    version: 1,
    info: () => `<info>${`<thing-type-id>${someId}</thing-type-id>`.repeat(145_000)}</info>`,
    codes: [3],
  },
  {
    what: 'many groups that look into large data have no more time than one',
    method: 'GetThings',
    version: 3,
    things: () => thingWith(`<a>${'x'.repeat(300_000)}</a>`).repeat(30),
    info: () => {
      const filter = `<filter><type-id>${weight}</type-id><xpath>/thing/data-xml/weight[value/kg != 1]</xpath></filter>`;
      return `<info>${`<group>${filter}<format><section>core</section></format></group>`.repeat(50)}</info>`;
    },
    codes: [0, 15],
  },
];
