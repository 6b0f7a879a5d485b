// Part of `npm run bench`: reading and judging a PutThings request of 3 KB, ours against libxml2 with the XSD that
// we print, in turns within one process. Medians of rounds; the ratio is what counts.
import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import putThings from '../dist/methods/put-things.js';
import { readXml } from '../dist/schema/xml-reader.js';
import { currentVersion } from '../dist/things/index.js';
import labResults from '../dist/things/lab-results.js';
import { printSharedThingXsd, printThingXsd, sharedNamespaces } from '../dist/things/xsd.js';

const version = currentVersion(labResults);

/** Prints both medians and whether ours takes less. */
export function benchParse({ rounds = 60, inRound = 100, warmUpRounds = 30 } = {}) {
  const request = requestText();
  const contract = putThings.versions[2].request;
  const ours = () => readRequest(request, contract);
  const validator = XsdValidator.fromDoc(XmlDocument.fromString(requestXsd()));
  const theirs = () => {
    const document = XmlDocument.fromString(request);
    validator.validate(document);
    document.dispose();
  };
  refuseBroken(request, contract, validator);

  const times = { ours: [], theirs: [] };
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    times.ours.push(microseconds(ours, inRound));
    times.theirs.push(microseconds(theirs, inRound));
  }
  const [our, their] = [times.ours, times.theirs].map(all => median(all.slice(warmUpRounds)));
  console.log(
    `parse and validate ${(Buffer.byteLength(request) / 1024).toFixed(1)} KB      ours ${our.toFixed(1)} µs   libxml2 with XSD ${their.toFixed(1)} µs   ratio ${(our / their).toFixed(2)}   (must be < 1.00)`,
  );
}

/** As the pipeline does: one pass of the parser, then the contract of the method over what it found. */
function readRequest(text, contract) {
  const at = readXml(text).root();
  at.enter();
  while (!at.atNamed('info')) at.skip();
  return contract.parse(at);
}

/** A comparison says something only between two that judge alike. */
function refuseBroken(request, contract, validator) {
  const broken = request.replace('<maximum-range>5.6</maximum-range>', '<maximum-range>5,6</maximum-range>');
  const judges = [
    () => readRequest(broken, contract),
    () => {
      const document = XmlDocument.fromString(broken);
      validator.validate(document);
    },
  ];
  for (const judge of judges) {
    let refused = false;
    try {
      judge();
    } catch {
      refused = true;
    }
    if (!refused || broken === request) throw new Error('a broken request was not refused');
  }
}

function microseconds(work, times) {
  const started = performance.now();
  for (let i = 0; i < times; i++) work();
  return ((performance.now() - started) * 1000) / times;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function requestText() {
  const tests = [
    ['Haemoglobin', '718-7', '13.9', 'g/dL', 12, 15.5],
    ['Leukocytes', '6690-2', '6.4', '10*3/uL', 4, 10.5],
    ['Glucose, fasting', '1558-6', '5.9', 'mmol/L', 3.9, 5.6],
  ].map(
    ([name, loinc, value, unit, from, to]) =>
      `<results><when><structured><date><y>2026</y><m>11</m><d>2</d></date><time><h>8</h><m>15</m></time></structured></when><name>${name}</name>` +
      `<clinical-code><text>${name}</text><code><value>${loinc}</value><family>regenstrief</family><type>LOINC</type><version>2.40</version></code></clinical-code>` +
      `<value><measurement><display>${value} ${unit}</display><structured><value>${value}</value><units><text>${unit}</text></units></structured></measurement>` +
      `<ranges><type><text>Reference</text></type><text><text>${from} - ${to}</text></text><value><minimum-range>${from}</minimum-range><maximum-range>${to}</maximum-range></value></ranges></value>` +
      '<status><text>Final</text><code><value>F</value><type>lab-status</type></code></status></results>',
  );
  const item =
    '<lab-test-results><when><structured><date><y>2026</y><m>11</m><d>3</d></date></structured></when><lab-group><group-name><text>Yearly check</text></group-name>' +
    `<laboratory-name><name>Laboratory at the Mill</name></laboratory-name>${tests.join('')}</lab-group><ordered-by><name>Practice Dr. Lind</name></ordered-by></lab-test-results>`;
  const header =
    '<header><method>PutThings</method><method-version>2</method-version><record-id>6f4ad1b5-5c0e-4a8f-9b6d-0f6e5cf0a001</record-id>' +
    '<auth-session><auth-token>ASAAAA</auth-token></auth-session><msg-time>2026-11-03T09:00:00Z</msg-time><msg-ttl>1800</msg-ttl><version>1</version></header>';
  return (
    `<wc-request:request xmlns:wc-request="urn:com.microsoft.wc.request">${header}<info><thing><type-id>${version.id}</type-id>` +
    `<data-xml>${item}<common><note>fasting</note></common></data-xml></thing></info></wc-request:request>`
  );
}

/** The schema of the request around the printed schema of the item, whose root has no namespace on the wire. */
function requestXsd() {
  const locate = namespace => `bench-${namespace.replace(/\W+/g, '-')}.xsd`;
  const printed = printThingXsd(labResults, version, locate);
  const asType = printed.replace(
    /<xs:element name="lab-test-results">[\s\S]*?<xs:complexType>([\s\S]*?)\n {4}<\/xs:complexType>\s*<\/xs:element>/,
    '<xs:complexType name="item">$1</xs:complexType>',
  );
  const documents = {
    [locate(version.namespace)]: asType,
    ...Object.fromEntries(sharedNamespaces.map(name => [locate(name), printSharedThingXsd(name, locate)])),
  };
  const encoder = new TextEncoder();
  xmlRegisterInputProvider(
    new XmlBufferInputProvider(
      Object.fromEntries(Object.entries(documents).map(([name, text]) => [name, encoder.encode(text)])),
    ),
  );
  const sequence = content => `<xs:complexType><xs:sequence>${content}</xs:sequence></xs:complexType>`;
  const element = (name, content) => `<xs:element name="${name}">${sequence(content)}</xs:element>`;
  const dataXml = element(
    'data-xml',
    '<xs:element name="lab-test-results" type="lab:item"/><xs:element name="common" minOccurs="0"/>',
  );
  const info = element('info', element('thing', `<xs:element name="type-id" type="xs:string"/>${dataXml}`));
  return (
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:lab="${version.namespace}" targetNamespace="urn:com.microsoft.wc.request">` +
    `<xs:import namespace="${version.namespace}" schemaLocation="${locate(version.namespace)}"/>` +
    `${element('request', `<xs:element name="header"/>${info}`)}</xs:schema>`
  );
}

if (process.argv[1] === import.meta.filename) benchParse();
