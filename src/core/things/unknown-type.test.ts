import { expect, test } from 'vitest';
import { givenLinkedApp } from '../../testing/given.ts';
import { startTestServer } from '../../testing/server.ts';
import { thingXml, weightXml } from '../../testing/things.ts';

test('things of the base type cannot be made (21), nor of a type that there is not (19)', async () => {
  await using server = await startTestServer();
  const { client, recordId, userToken } = await givenLinkedApp(server);
  const code = async (method: string, version: number, typeId: string, data: string) => {
    const info = thingXml(typeId, { data });
    return (await client.call(method, { version, info, recordId, userToken })).code;
  };
  for (const method of ['PutThings', 'OverwriteThings']) {
    for (const version of [1, 2]) {
      for (const data of [weightXml(70), '']) {
        expect(await code(method, version, '3E730686-781F-4616-AA0D-817BBA8EB141', data)).toBe(21);
        expect(await code(method, version, '3e730686-781f-4616-aa0d-817bba8eb142', data)).toBe(19);
      }
    }
  }
});
