// What every store must keep of documents, packages and what people do with documents. Part of store.suite.ts.
import { describe, expect, test } from 'vitest';
import type { NewDocumentReceipt, ReportQuery } from '../core/healthvault/meaningful-use/ports.ts';
import type { Store } from '../core/store.ts';

const now = Date.parse('2026-11-25T12:00:00Z');

export function meaningfulUseSuite(opened: () => Store): void {
  const receipt = (given: Partial<NewDocumentReceipt> = {}): NewDocumentReceipt => ({
    recordId: 'record a',
    thingId: 'thing a',
    source: 'clinic',
    patientId: 'P1',
    organizationId: '',
    eventAt: 10,
    availableAt: now,
    packageId: undefined,
    ...given,
  });
  const note = (given: Partial<NewDocumentReceipt> = {}) =>
    opened().write(db => db.meaningfulUse.putReceipt(receipt(given)));
  const act = (given: { recordId?: string; appId?: string; at?: number } = {}) =>
    opened().write(db =>
      db.meaningfulUse.addAction({
        recordId: 'record a',
        thingId: 'thing a',
        personId: 'ada',
        appId: undefined,
        action: 'view',
        at: now,
        ...given,
      }),
    );
  const query = (given: Partial<ReportQuery> = {}): ReportQuery => ({
    sources: ['clinic'],
    period: { from: 10, to: 20 },
    after: undefined,
    limit: 10,
    ...given,
  });

  describe('meaningful use', () => {
    test('receipts come back in the order they came, within the period, those of packages apart', async () => {
      await note({ thingId: 'b', eventAt: 20 });
      await note({ thingId: 'a', eventAt: 10, organizationId: 'O' });
      for (const given of [{ eventAt: 9 }, { eventAt: 21 }, { packageId: 'p' }, { source: 'other' }])
        await note({ thingId: JSON.stringify(given), ...given });
      const found = await opened().read(db => db.meaningfulUse.receipts(query()));
      const numbers = found.map(({ number }) => number);
      expect(found).toEqual([
        { ...receipt({ thingId: 'b', eventAt: 20 }), number: numbers[0] },
        { ...receipt({ thingId: 'a', eventAt: 10, organizationId: 'O' }), number: numbers[1] },
      ]);
      const after = await opened().read(db => db.meaningfulUse.receipts(query({ after: [numbers[0]!] })));
      expect(after).toEqual([found[1]]);
    });

    test('a document is noted once for a source', async () => {
      await note();
      await note({ patientId: 'P2' });
      await note({ source: 'other' });
      const of = (source: string) =>
        opened().read(db => db.meaningfulUse.receipts(query({ sources: [source] })));
      expect((await of('clinic')).map(({ patientId }) => patientId)).toEqual(['P1']);
      expect(await of('other')).toHaveLength(1);
    });

    test('patients are listed once, in a fixed order, when somebody acted in the record since', async () => {
      for (const [thingId, patientId] of Object.entries({ a: 'P2', b: 'P1', c: 'P2', d: 'P3' }))
        await note({ thingId, patientId, recordId: patientId });
      const listed = async (given: Partial<ReportQuery> = {}) =>
        (await opened().read(db => db.meaningfulUse.activities(query(given)))).map(
          ({ source, patientId }) => `${source} ${patientId}`,
        );
      await act({ recordId: 'P1' });
      await act({ recordId: 'P2' });
      await act({ recordId: 'P3', at: now - 1 });
      expect(await listed()).toEqual(['clinic P1', 'clinic P2']);
      expect(await listed({ after: ['clinic', 'P1', ''] })).toEqual(['clinic P2']);
      expect(await listed({ limit: 1 })).toEqual(['clinic P1']);
      await act({ recordId: 'P3', at: now });
      expect(await listed({ period: { from: 10, to: 10 } })).toEqual(['clinic P1', 'clinic P2', 'clinic P3']);
    });

    test('actions are counted by record', async () => {
      for (const appId of [undefined, 'app', 'app']) await act(appId === undefined ? {} : { appId });
      await act({ recordId: 'record b' });
      const count = (record: string) => opened().read(db => db.meaningfulUse.actionCount(record, 'view'));
      expect([await count('record a'), await count('record b'), await count('record c')]).toEqual([3, 1, 0]);
    });

    test('packages come back as they were noted, by the day they came', async () => {
      const sealedCode = Buffer.from([1, 2]);
      for (const availableAt of [9, 20, 10])
        await opened().write(db =>
          db.meaningfulUse.putPackage({ source: 'clinic', sealedCode, availableAt }),
        );
      const found = await opened().read(db => db.meaningfulUse.packages(query()));
      expect(found.map(({ availableAt }) => availableAt)).toEqual([20, 10]);
      expect(found[0]!.sealedCode.equals(sealedCode)).toBe(true);
      const after = [found[0]!.number];
      expect(await opened().read(db => db.meaningfulUse.packages(query({ after })))).toEqual([found[1]]);
    });
  });
}
