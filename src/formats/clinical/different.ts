// What a document says twice is found once; an id that it gives to different things identifies none of them.
import type { Candidate, Finding } from '../format.ts';

export function keepDifferent(findings: readonly Finding[]): Finding[] {
  const byId = new Map<string, Candidate[]>();
  for (const finding of findings) {
    if (!('candidate' in finding) || finding.candidate.sourceId === undefined) continue;
    const key = getKey(finding.candidate);
    const same = byId.get(key);
    if (same) same.push(finding.candidate);
    else byId.set(key, [finding.candidate]);
  }
  return findings.flatMap(finding => {
    if (!('candidate' in finding)) return finding;
    const { candidate } = finding;
    const same = byId.get(getKey(candidate)) ?? [candidate];
    if (same.length === 1) return finding;
    if (same.some(({ xml }) => xml !== candidate.xml))
      return { candidate: { ...candidate, sourceId: undefined } };
    if (same[0] !== candidate) return [];
    const notes = new Set(same.flatMap(({ note }) => note ?? []));
    const note = notes.size === 0 ? undefined : [...notes].join('\n');
    return { candidate: { ...candidate, note, of: same.reduce((sum, { of }) => sum + of, 0) } };
  });
}

function getKey({ typeId, sourceId, idScope }: Candidate): string {
  return JSON.stringify([typeId, sourceId, idScope]);
}
