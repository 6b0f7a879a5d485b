// What the files of an item are called in an export: names that every file system takes, each another one.
import { boundMarks } from '../../spelling.ts';

const stemCharactersMax = 50;

/** Windows has devices of these names, whatever comes after the dot. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;

/** In the order of the names, which may be empty, and the same whenever the same names are given. */
export function nameFiles(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map(name => {
    const [stem, extension] = plain(name);
    let free = stem + extension;
    for (let count = 2; taken.has(folded(free)); count++) free = `${stem} (${count})${extension}`;
    taken.add(folded(free));
    return free;
  });
}

/** No path, nothing at the ends that is dropped somewhere, and in bytes no longer than a name may be. */
function plain(name: string): [stem: string, extension: string] {
  const safe =
    trimmed(
      boundMarks(name)
        .normalize('NFC')
        .replace(/[^\p{L}\p{M}\p{N}()._ -]/gu, '_'),
    ) || 'file';
  const [, whole = '', extension = ''] = /^(.+?)(\.[^. ]{1,8})?$/su.exec(safe) ?? [];
  const stem = trimmed([...whole].slice(0, stemCharactersMax).join(''));
  return [reserved.test(stem + extension) ? `_${stem}` : stem, extension];
}

function trimmed(name: string): string {
  return name.replace(/^[. ]+|[. ]+$/g, '');
}

/** Disks that know no case take these for the same. */
function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase();
}
