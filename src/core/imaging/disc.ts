// Instances as the files of a disc: byte for byte, and the directory that a viewer looks for.
import { printDicomdir } from '../../formats/dicom/dicomdir.ts';
import type { Vault } from '../vault.ts';
import type { HeldInstance } from './held.ts';

export interface DiscFile {
  readonly path: string;
  readonly instance: HeldInstance;
}

export interface Disc {
  /** `DICOMDIR`. */
  readonly directory: Buffer;
  readonly files: readonly DiscFile[];
}

/** Names have eight letters at most, of those that every disc has. */
export function makeDisc(vault: Vault, instances: readonly HeldInstance[]): Disc {
  const studies = new Map<string, number>();
  const series = new Map<string, number>();
  const files = instances.map((instance, at) => {
    const { studyUid, seriesUid } = instance.header;
    const study = numberOf(studies, studyUid);
    const own = numberOf(series, `${studyUid} ${seriesUid}`);
    return { instance, path: ['DICOM', `ST${pad(study)}`, `SE${pad(own)}`, `IM${pad(at + 1)}`] };
  });
  return {
    directory: printDicomdir(
      files.map(({ instance, path }) => ({ header: instance.header, path })),
      makeUid(vault),
    ),
    files: files.map(({ instance, path }) => ({ instance, path: path.join('/') })),
  };
}

function numberOf(known: Map<string, number>, key: string): number {
  const number = known.get(key) ?? known.size + 1;
  known.set(key, number);
  return number;
}

function pad(number: number): string {
  return String(number).padStart(6, '0');
}

/** As the standard makes one of a random number. */
function makeUid({ ids }: Vault): string {
  return `2.25.${BigInt(`0x${ids.guid().replaceAll('-', '')}`)}`;
}
