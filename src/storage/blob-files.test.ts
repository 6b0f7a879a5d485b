import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openBlobFiles } from './blob-files.ts';
import { blobStoreSuite } from './blob-store.suite.ts';

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

function given() {
  const data = mkdtempSync(join(tmpdir(), 'keepwell-blobs-'));
  const folder = join(data, 'blobs');
  return {
    data,
    folder,
    blobs: openBlobFiles(folder),
    folderOf: (id: string) => join(folder, id.slice(0, 2), id),
    remove: () => rmSync(data, { recursive: true, force: true }),
  };
}

describe('files', () => {
  blobStoreSuite(async () => {
    const { folder, blobs, folderOf, remove } = given();
    return {
      blobs,
      again: () => openBlobFiles(folder),
      kept: id => readdir(folderOf(id)).catch(() => []),
      dispose: async () => remove(),
    };
  });

  test('are for their owner alone', async () => {
    const { blobs, folderOf, folder, remove } = given();
    const id = randomUUID();
    await blobs.put(id, '0', once('secret'));
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(statSync(join(folderOf(id), '0')).mode & 0o077).toBe(0);
    remove();
  });

  test.each(['..', '../x', 'a/b', '/etc/passwd', '', 'A', '0\0', `a${'0'.repeat(64)}`])(
    'are never looked for under a name that is not their own: %j',
    async name => {
      const { blobs, data, remove } = given();
      const id = randomUUID();
      await expect(blobs.put(name, '0', once('x'))).rejects.toThrow(TypeError);
      await expect(blobs.put(id, name, once('x'))).rejects.toThrow(TypeError);
      await expect(blobs.read(id, name, 0, 1)[Symbol.asyncIterator]().next()).rejects.toThrow(TypeError);
      await expect(blobs.remove(name)).rejects.toThrow(TypeError);
      expect(existsSync(data)).toBe(true);
      remove();
    },
  );

  test('that a crash left half written go when the blob is completed or removed', async () => {
    const { blobs, folderOf, remove } = given();
    const id = randomUUID();
    await blobs.put(id, '0', once('whole'));
    writeFileSync(join(folderOf(id), '1.new'), 'hal');
    await blobs.remove(id, new Set(['0']));
    expect(readdirSync(folderOf(id))).toEqual(['0']);
    await blobs.remove(id);
    expect(existsSync(folderOf(id))).toBe(false);
    remove();
  });
});
