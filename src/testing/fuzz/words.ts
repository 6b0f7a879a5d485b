// Words that have hurt parsers, databases and date arithmetic before. All of them are text between tags; those that
// hold markup do so on purpose.

/** Stands in requests where people's data would; must never come back in a message. */
export const canary = 'zq-canary-7719';

export const numbers = [
  '0', '-0', '+1', '-1', '1.', '.5', '00012', '1e308', '1e309', '-1e309', '1e-400', '5e-324', 'NaN', 'INF', '-INF', 'Infinity',
  '0x1F', '1_000', '1,5', '٣', '１２', '2147483647', '2147483648', '-2147483649', '4294967295', '4294967296',
  '9007199254740993', '9223372036854775807', '9223372036854775808', '-9223372036854775809', '1'.repeat(400), `0.${'0'.repeat(400)}1`,
];

export const dates = [
  '2026-11-25', '2026-11-25T12:00:00', '2026-11-25T12:00:00Z', '2026-11-25T24:00:00Z', '2026-11-25T24:00:01Z', '2026-02-30T00:00:00Z',
  '2024-02-29T23:59:60Z', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '-0001-01-01T00:00:00Z', '9999-12-31T23:59:59.9999999Z',
  '10000-01-01T00:00:00Z', '99999999999999999999-01-01T00:00:00Z', '2026-11-25T12:00:00+14:01', '2026-11-25T12:00:00-99:99',
  `2026-11-25T12:00:00.${'9'.repeat(300)}Z`, `2026-11-25T12:00:00.${'0'.repeat(3000)}1`, '1753-01-01T00:00:00', '275760-09-13T00:00:00.001Z',
  '2026-13-01T00:00:00Z', '2026-11-25 12:00:00', '12:00', 'now', '1970-01-01T00:00:00.000Z',
];

export const guids = [
  '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '{3d34d87e-7fc1-4153-800f-f56592cb0d17}',
  '3D34D87E-7FC1-4153-800F-F56592CB0D17', '3d34d87e7fc14153800ff56592cb0d17', '3d34d87e-7fc1-4153-800f-f56592cb0d1', ' 3d34d87e-7fc1-4153-800f-f56592cb0d17\n',
];

export const texts = [
  '', ' ', '\n\t ', canary, "' OR 1=1 --", "'; DROP TABLE thing; --", '%s%n%x', '../../../../etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1:1/',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', '{{7*7}}', '${7*7}', '$&$1$$', '\\u0000', '&#13;&#10;Set-Cookie: a=b', '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&amp;amp;', '&#x10FFFF;', '&#xFFFE;', '&#0;', '&#x1F;', '&#xD800;', '&#99999999999;', '&bogus;', '&', '<', ']]>', '\u0085\u2028', '\u202e', 'e\u0301'.repeat(50),
  '\u{1F600}'.repeat(100), '\uFEFF', '\uFFFD', 'ﷺ'.repeat(20), 'x'.repeat(256), 'x'.repeat(513), 'y'.repeat(70_000), ' '.repeat(20_000), 'İıſK', 'null', 'undefined', 'true', '[object Object]',
];

export const names = [
  'a', 'header', 'info', 'auth', 'request', 'content', 'thing', 'data-xml', 'type-id', 'thing-id', 'common', 'extension', 'group', 'filter', 'format', 'xpath',
  'wc:info', 'x:y', 'xml', 'xmlns', 'xmlns:x', '__proto__', 'constructor', 'toString', 'é', '_', '-', '1', 'HEADER', 'a:b:c', 'x'.repeat(3000),
];

export const attributes = [
  'a="1"', "a='1'", 'a="1" a="2"', 'a=1', 'a', 'a="&lt;"', 'a="<"', 'xmlns="urn:other"', 'xmlns=""', 'xmlns:wc="urn:other"', 'xmlns:a="urn:a" a:b="c"',
  'undeclared:a="1"', 'xmlns:xml="urn:x"', 'xmlns:xmlns="urn:x"', 'xmlns:x=""', 'xml:lang="en"', 'xml:space="preserve"', 'xml:base="http://127.0.0.1:1/"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"', 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="a:b"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="xs:string"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a http://127.0.0.1:1/a.xsd"', 'algName="SHA1"', 'algName="MD5"', 'algName=""', 'algName="__proto__"',
  'name="x"', 'max="-1"', 'max="99999999999"', 'max-full="0"', 'version-stamp="3d34d87e-7fc1-4153-800f-f56592cb0d17"', `b="${'z'.repeat(70_000)}"`, '__proto__="1"',
];

export const xpaths = [
  '/', '//*', '/thing', '/thing/data-xml', '/thing/data-xml/*', '/thing/data-xml//node()', '/thing/data-xml/weight[value/kg > 70]', "/thing/data-xml/weight[value/kg = '70']",
  '/thing/data-xml/weight[', '/thing/data-xml/weight]', '/thing/data-xml/weight[1=1]', '/thing/data-xml/weight[position() = last()]', "/thing/data-xml/*[name() = 'weight']",
  '/thing/data-xml/../..', '/thing/data-xml/ancestor::*', '/thing/data-xml|/thing/data-xml', "document('http://127.0.0.1:1/')", "/thing/data-xml[document('')]", '/thing/data-xml[system-property(1)]',
  '/thing/data-xml/weight[$a = 1]', "/thing/data-xml/weight[contains(concat(string(//*), string(//*)), 'a')]", '/thing/data-xml[count(//*[count(//*[count(//*) > 1]) > 1]) > 1]',
  `/thing/data-xml/weight[${'('.repeat(400)}1${')'.repeat(400)}]`, `/thing/data-xml/weight${'[1]'.repeat(300)}`, `/thing/data-xml/weight[${'not('.repeat(200)}1${')'.repeat(200)}]`,
  `/thing/data-xml/${'a/'.repeat(480)}a`, `/thing/data-xml/weight[a = '${'x'.repeat(950)}']`, '/thing/data-xml/weight[value/kg = 1 div 0]', "/thing/data-xml/weight[@a:b = 'c']", '/thing/data-xml/weight[. = "\']',
  '/thing/data-xml/weight[value/kg = 99999999999999999999999999]', "/thing/data-xml/weight[translate(., 'a', 'b') = 'c']", `/thing/data-xml/weight[${'1 = 1 and '.repeat(90)}1 = 1]`, '/thing/data-xml/weight[-----1]',
];

/** Before the root element. */
export const prologs = [
  '<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-8"?>', '<?xml version="1.1"?>', '<?xml version="1.0" encoding="UTF-16"?>', '<?xml version="1.0" encoding="ISO-8859-1"?>',
  '<?xml version="1.0" encoding="bogus"?>', '<?xml version="9"?>', '<?xml version="1.0" standalone="yes"?>', ' <?xml version="1.0"?>', '\uFEFF', '\uFEFF\uFEFF', '\r\n\t ', '<!-- c -->',
  '<?xml-stylesheet href="http://127.0.0.1:1/x.xsl" type="text/xsl"?>', '<!DOCTYPE request>', '<!DOCTYPE request SYSTEM "http://127.0.0.1:1/x.dtd">', '<!DOCTYPE request [<!ENTITY a "b">]>',
  '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
  '<!doctype html>', '<!DOCTYPE r [<!ATTLIST header method CDATA "PutThings">]>', 'text', '<a/>', '\0',
];
