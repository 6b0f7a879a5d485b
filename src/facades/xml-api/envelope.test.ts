import { expect, test } from 'vitest';
import { beginXml, XmlFault } from '../../schema/xml-reader.ts';
import { readEnvelope, readWish } from './envelope.ts';

const request =
  '<r:request xmlns:r="urn:com.microsoft.wc.request"><auth><hmac-data algName="HMACSHA256">abc</hmac-data></auth>' +
  '<header><method>GetThings</method><method-version>3</method-version><msg-time>2026-01-01T00:00:00Z</msg-time>' +
  '<msg-ttl>36000</msg-ttl><version>1</version></header><info><group/></info></r:request>';
const limits = { depthMax: 100, nodesMax: 500 };

const read = (text: string) => {
  const begun = beginXml(text, 'header', limits);
  readEnvelope(begun.document);
  return readWish(begun.readRest(limits));
};

test('a request that is cut off anywhere, or goes on as it should not, is told what is wrong with it', () => {
  expect(read(request).infoXml).toBe('<info><group/></info>');
  for (let end = 0; end < request.length; end++)
    for (const rest of ['', '<', '</header>', '</request>'])
      expect(() => read(request.slice(0, end) + rest), `${end}${rest}`).toThrow(XmlFault);
});
